namespace CloudMatrix.Simulation;

/// <summary>What prompts found in the cache of a service.</summary>
/// <param name="Prompts">What was asked for, and found.</param>
/// <param name="HitsLostInFlight">Blocks that would have been hits, had they not been in flight.</param>
internal readonly record struct CacheTotals(CacheCounts Prompts, long HitsLostInFlight);
