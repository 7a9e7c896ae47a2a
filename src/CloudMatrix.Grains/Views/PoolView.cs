namespace CloudMatrix.Grains;

/// <summary>What people see of the part of a service's pool that a silo's CPUs have.</summary>
/// <param name="Service">The service.</param>
/// <param name="Blocks">Blocks in memory.</param>
/// <param name="Bytes">What they take.</param>
/// <param name="Capacity">Bytes of memory for them; null where nothing limits it.</param>
internal sealed record PoolView(string Service, long Blocks, long Bytes, long? Capacity)
{
    /// <summary>Blocks asked for that were held.</summary>
    public required long Hits { get; init; }

    /// <summary>Blocks asked for that were not held.</summary>
    public required long Misses { get; init; }

    /// <summary>What people see of it.</summary>
    public static PoolView Of(IGrouping<string, PoolFacts> pool)
    {
        var (tally, dram, _, _, _) = pool.Select(facts => facts.Totals).Aggregate((sum, totals) => sum + totals);
        return new PoolView(pool.Key, dram.Blocks, dram.Used.Count, dram.Total?.Count)
        {
            Hits = tally.DramHits + tally.SsdHits,
            Misses = tally.Misses,
        };
    }
}
