using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a die's stream did for a while in a prefill batch.</summary>
/// <param name="Die">The rank.</param>
/// <param name="Step">Stage, layer and microbatch.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
public readonly record struct PrefillSpan(RankId Die, PrefillStep Step, VirtualTime Start, VirtualTime End);
