using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>The last step of a part, as people see it.</summary>
/// <param name="Time">Virtual time from its start until the part's dies had done it.</param>
/// <param name="Shown">What the die that is shown did; empty where nobody looked.</param>
internal sealed record LastStep(VirtualDuration Time, ImmutableArray<TimelineSpan> Shown)
{
    /// <summary>No step has ended.</summary>
    public static LastStep None { get; } = new(VirtualDuration.Zero, []);
}
