using System.Diagnostics.Metrics;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What the pooled memory of this silo's CPUs holds, and how often it is asked for what it holds.</summary>
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

    /// <summary>A block was asked for that is held.</summary>
    public void Hit() => _lookups.Add(1, new KeyValuePair<string, object?>("result", "hit"));

    /// <summary>A block was asked for that is not held.</summary>
    public void Miss() => _lookups.Add(1, new KeyValuePair<string, object?>("result", "miss"));

    /// <summary>A block was sent.</summary>
    public void Store(StoreOutcome outcome) =>
        _stores.Add(1, new KeyValuePair<string, object?>("outcome", NameOf(outcome)));

    /// <summary>A CPU's memory holds other blocks than before.</summary>
    public void Hold(TierUse before, TierUse after)
    {
        _blocks.Add(after.Blocks - before.Blocks);
        _bytes.Add(after.Used.Count - before.Used.Count);
    }

    private static string NameOf(StoreOutcome outcome) => outcome switch
    {
        StoreOutcome.Stored => "stored",
        StoreOutcome.AlreadyHeld => "held",
        _ => "no_room",
    };
}
