namespace CloudMatrix.Simulation;

/// <summary>
/// EMS: the pooled memory of all CPUs, as an MP SDK sees it. Whoever has a key asks the CPU that owns its hash; no NPU
/// is nearer to a block than another.
/// </summary>
/// <remarks>Source: arXiv:2506.12708 §4.4.1.</remarks>
public sealed class MemoryPool
{
    private readonly CpuCore[] _cores;

    /// <summary>An empty pool.</summary>
    public MemoryPool(PoolSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Spec = spec;
        Ring = HashRing.Of(spec.Cpus);
        _cores = [.. Ring.Shares().Select(share => new CpuCore(spec.MemoryOf(share)))];
    }

    /// <summary>How it is set up.</summary>
    public PoolSpec Spec { get; }

    /// <summary>Which CPU owns which hashes.</summary>
    public HashRing Ring { get; }

    /// <summary>The CPUs' parts, by CPU.</summary>
    public IReadOnlyList<CpuCore> Cores => _cores;

    /// <summary>What all of them have done.</summary>
    public CpuTally Tally => _cores.Aggregate(default(CpuTally), (sum, core) => sum + core.Tally);

    /// <summary>What the memory of all of them is used for.</summary>
    public TierUse Dram => _cores.Select(core => core.Dram).Aggregate((sum, use) => sum + use);

    /// <summary>What the volumes of all of them are used for; null where there are none.</summary>
    public TierUse? Ssd => Spec.SsdCapacity is null
        ? null
        : _cores.Select(core => core.Ssd!.Value).Aggregate((sum, use) => sum + use);

    /// <summary>The part that a block belongs to.</summary>
    public CpuCore OwnerOf(KvBlockKey key) => _cores[Ring.OwnerOf(key).Index];
}
