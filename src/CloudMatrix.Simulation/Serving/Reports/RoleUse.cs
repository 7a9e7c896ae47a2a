namespace CloudMatrix.Simulation;

/// <summary>How a role's instances were used.</summary>
/// <param name="Instances">How many there were.</param>
/// <param name="NpusEach">NPUs of each.</param>
/// <param name="Utilization">Share of the time in which they worked, 0 to 1; the mean over them.</param>
/// <param name="Tokens">Prompt tokens computed, or tokens generated; what was lost and done again counts twice.</param>
/// <param name="TokensPerSecondPerNpu">Of these, over the whole time.</param>
/// <param name="Batches">Prefill batches, or decode iterations.</param>
/// <param name="MeanBatch">New tokens of a prefill batch, or requests of an iteration; 0 where there was none.</param>
/// <param name="KvBlocksMax">The most KV blocks of 128 tokens that a die held.</param>
/// <param name="KvBlocks">Blocks that fit it.</param>
public sealed record RoleUse(
    int Instances,
    int NpusEach,
    double Utilization,
    long Tokens,
    double TokensPerSecondPerNpu,
    long Batches,
    double MeanBatch,
    long KvBlocksMax,
    long KvBlocks);
