using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What a part of an instance had done by a step boundary.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Clock">Virtual time of the run.</param>
/// <param name="Counts">What its devices had counted.</param>
/// <param name="Before">What they had counted before the last step; the same where none has ended.</param>
/// <param name="Last">The last step.</param>
internal sealed record PartSnapshot(
    long Step, VirtualTime Clock, PartCounts Counts, PartCounts Before, LastStep Last);
