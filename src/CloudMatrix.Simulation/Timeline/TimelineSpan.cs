using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a die's stream did for a while.</summary>
/// <param name="Die">The rank.</param>
/// <param name="Stream">0: attention; 1: experts.</param>
/// <param name="Stage">What it did.</param>
/// <param name="Phase">For which layer and microbatch.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
public readonly record struct TimelineSpan(
    RankId Die, int Stream, DecodeStage Stage, DecodePhase Phase, VirtualTime Start, VirtualTime End);
