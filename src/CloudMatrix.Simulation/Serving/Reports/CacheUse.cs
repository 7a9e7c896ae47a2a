namespace CloudMatrix.Simulation;

/// <summary>What prompts found in the context cache while they were served.</summary>
/// <param name="Prompts">What was asked for and found; a prompt that is computed again asks again.</param>
/// <param name="HitsLostInFlight">Blocks that would have been hits, had another prompt's computation been done.</param>
/// <param name="Stored">Blocks taken in.</param>
/// <param name="Deduplicated">Blocks that were held already: kept once.</param>
/// <param name="Dram">The CPUs' memory at the end.</param>
/// <param name="Ssd">The volumes at the end; null where there are none.</param>
public sealed record CacheUse(
    CacheCounts Prompts, long HitsLostInFlight, long Stored, long Deduplicated, CacheTier Dram, CacheTier? Ssd);
