using System.Collections.Immutable;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>Whether a run was started.</summary>
/// <param name="Outcome">Whether, and why not.</param>
/// <param name="Faults">All that is wrong with the options; empty unless they are refused.</param>
[GenerateSerializer, Immutable, Alias("run-admission")]
public sealed record RunAdmission(
    [property: Id(0)] RunAdmissionOutcome Outcome, [property: Id(1)] ImmutableArray<string> Faults)
{
    /// <summary>It was started.</summary>
    public static RunAdmission Started { get; } = new(RunAdmissionOutcome.Started, []);

    /// <summary>The grain runs another one.</summary>
    public static RunAdmission Busy { get; } = new(RunAdmissionOutcome.Busy, []);

    /// <summary>The options cannot be used.</summary>
    public static RunAdmission Refused(IEnumerable<string> faults) =>
        new(RunAdmissionOutcome.Refused, [.. faults]);
}
