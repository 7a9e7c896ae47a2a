using System.Diagnostics;
using System.Diagnostics.Metrics;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What the pooled memory of this silo's CPUs holds, and how often it is asked for what it holds.</summary>
/// <remarks>What belongs to a service's pool is labelled with its name; blocks of no service have no label.</remarks>
internal sealed class CacheMeter
{
    private readonly Counter<long> _lookups;
    private readonly Counter<long> _stores;
    private readonly UpDownCounter<long> _blocks;
    private readonly UpDownCounter<long> _bytes;

    public CacheMeter(IMeterFactory meters)
    {
        var meter = meters.Create(GrainsTelemetry.Name);
        _lookups = meter.CreateCounter<long>(
            "cloudmatrix.cache.lookups", "{block}", "KV blocks asked for, by whether they were held.");
        _stores = meter.CreateCounter<long>(
            "cloudmatrix.cache.stores", "{block}", "KV blocks sent to be kept, by what became of them.");
        _blocks = meter.CreateUpDownCounter<long>("cloudmatrix.cache.blocks", "{block}", "KV blocks in memory.");
        _bytes = meter.CreateUpDownCounter<long>("cloudmatrix.cache.used", "By", "Memory that KV blocks take.");
    }

    /// <summary>A CPU was used.</summary>
    /// <param name="before">What it had done and held.</param>
    /// <param name="after">What it has done and holds.</param>
    /// <param name="pool">The service whose blocks these are; null where they are no service's.</param>
    public void Count(PoolTotals before, PoolTotals after, string? pool = null)
    {
        var (was, now) = (before.Tally, after.Tally);
        Lookup("hit", now.DramHits + now.SsdHits - was.DramHits - was.SsdHits, pool);
        Lookup("miss", now.Misses - was.Misses, pool);
        Store("stored", now.Stored - was.Stored, pool);
        Store("held", now.Deduplicated - was.Deduplicated, pool);
        Store("no_room", now.Refused - was.Refused, pool);
        Hold(before.Dram, after.Dram, pool);
    }

    /// <summary>A CPU's memory is given back.</summary>
    /// <param name="before">What it had done and held.</param>
    /// <param name="pool">The service whose blocks these were; null where they were no service's.</param>
    public void Leave(PoolTotals before, string? pool = null) => Hold(before.Dram, default, pool);

    private static TagList Tags(string? pool)
    {
        var tags = new TagList();
        if (pool is not null)
        {
            tags.Add(GrainsTelemetry.Pool, pool);
        }

        return tags;
    }

    private static void Add(Counter<long> counter, long blocks, (string Name, string Value) what, string? pool)
    {
        if (blocks > 0)
        {
            var tags = Tags(pool);
            tags.Add(what.Name, what.Value);
            counter.Add(blocks, tags);
        }
    }

    private void Lookup(string result, long blocks, string? pool) => Add(_lookups, blocks, ("result", result), pool);

    private void Store(string outcome, long blocks, string? pool) => Add(_stores, blocks, ("outcome", outcome), pool);

    private void Hold(TierUse before, TierUse after, string? pool)
    {
        if (after != before)
        {
            _blocks.Add(after.Blocks - before.Blocks, Tags(pool));
            _bytes.Add(after.Used.Count - before.Used.Count, Tags(pool));
        }
    }
}
