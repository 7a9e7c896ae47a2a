namespace CloudMatrix.Simulation;

/// <summary>How a role's instances were used.</summary>
/// <param name="Instances">How many there were at the start.</param>
/// <param name="InstancesAtEnd">How many there were at the end.</param>
/// <param name="NpusEach">NPUs of each.</param>
/// <param name="NpuSeconds">Time for which NPUs had this role, from loading the model on; summed over NPUs.</param>
/// <param name="Utilization">
/// Share of the time in which they worked, 0 to 1, of that in which their model was there; the mean over them.
/// </param>
/// <param name="Tokens">Prompt tokens computed, or tokens generated; what was lost and done again counts twice.</param>
/// <param name="TokensPerSecondPerNpu">Of these, over that time.</param>
/// <param name="Batches">Prefill batches, or decode iterations.</param>
/// <param name="MeanBatch">New tokens of a prefill batch, or requests of an iteration; 0 where there was none.</param>
/// <param name="KvBlocksMax">The most KV blocks of 128 tokens that a die held.</param>
/// <param name="KvBlocks">Blocks that fit it.</param>
public sealed record RoleUse(
    int Instances,
    int InstancesAtEnd,
    int NpusEach,
    double NpuSeconds,
    double Utilization,
    long Tokens,
    double TokensPerSecondPerNpu,
    long Batches,
    double MeanBatch,
    long KvBlocksMax,
    long KvBlocks);
