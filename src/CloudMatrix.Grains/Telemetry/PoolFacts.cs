using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What a CPU has done for a pool, and what it holds of it.</summary>
/// <param name="Pool">The service whose pool it is.</param>
/// <param name="Totals">What the CPU has done and holds.</param>
internal sealed record PoolFacts(string Pool, PoolTotals Totals);
