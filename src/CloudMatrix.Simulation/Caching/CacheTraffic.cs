namespace CloudMatrix.Simulation;

/// <summary>Bytes that were moved.</summary>
/// <param name="PoolToNpu">Blocks that were found, over the plane.</param>
/// <param name="NpuToPool">Blocks that were stored, over the plane.</param>
/// <param name="SsdToDram">Blocks brought back into memory.</param>
/// <param name="DramToSsd">Blocks written to the volumes.</param>
public sealed record CacheTraffic(long PoolToNpu, long NpuToPool, long SsdToDram, long DramToSsd);
