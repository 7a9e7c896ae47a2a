using System.Collections.Immutable;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>Whether a decode was started.</summary>
/// <param name="Outcome">Whether, and why not.</param>
/// <param name="Faults">All that is wrong with the options; empty unless they are refused.</param>
[GenerateSerializer, Immutable, Alias("decode-admission")]
public sealed record DecodeAdmission(
    [property: Id(0)] DecodeAdmissionOutcome Outcome, [property: Id(1)] ImmutableArray<string> Faults)
{
    /// <summary>It was started.</summary>
    public static DecodeAdmission Started { get; } = new(DecodeAdmissionOutcome.Started, []);

    /// <summary>The instance runs another one.</summary>
    public static DecodeAdmission Busy { get; } = new(DecodeAdmissionOutcome.Busy, []);

    /// <summary>The options cannot be used.</summary>
    public static DecodeAdmission Refused(IEnumerable<string> faults) =>
        new(DecodeAdmissionOutcome.Refused, [.. faults]);
}
