namespace CloudMatrix.Simulation;

/// <summary>What a tier of the pool holds at the end; used, lost and free bytes are all that there are.</summary>
/// <param name="CapacityBytes">Of whole pages; null where nothing limits it.</param>
/// <param name="Blocks">Blocks held.</param>
/// <param name="UsedBytes">Their bytes.</param>
/// <param name="RoundingBytes">Lost within the pages and slots that they take.</param>
/// <param name="FreeSlotBytes">Free in pages that are cut for one granularity.</param>
/// <param name="FreePageBytes">Free pages; null where nothing limits it.</param>
/// <param name="Evictions">Blocks that had to go.</param>
public sealed record CacheTier(
    long? CapacityBytes,
    long Blocks,
    long UsedBytes,
    long RoundingBytes,
    long FreeSlotBytes,
    long? FreePageBytes,
    long Evictions)
{
    /// <summary>A tier of the pool.</summary>
    internal static CacheTier Of(TierUse use, long evictions) => new(
        use.Total?.Count,
        use.Blocks,
        use.Used.Count,
        use.Rounding.Count,
        use.FreeSlots.Count,
        use.FreePages?.Count,
        evictions);
}
