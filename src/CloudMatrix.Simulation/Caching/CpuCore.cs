namespace CloudMatrix.Simulation;

/// <summary>
/// A CPU's part of the pool, the MP server of EMS: blocks by key in memory, over persistent volumes that everything is
/// written to as well. The sole authority on the blocks whose hashes it owns; knows no clock, no grain and no other
/// CPU.
/// </summary>
/// <remarks>
/// Each tier evicts its own least recently used blocks. A block that left memory is read from the volumes and brought
/// back. Source: arXiv:2506.12708 §4.4.1.
/// </remarks>
public sealed class CpuCore
{
    private readonly CpuMemorySpec _spec;
    private readonly BlockTier? _ssd;
    private BlockTier _dram;

    /// <summary>An empty part.</summary>
    public CpuCore(CpuMemorySpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _spec = spec;
        _dram = new BlockTier(spec.Dram);
        _ssd = spec.Ssd is { } ssd ? new BlockTier(ssd) : null;
    }

    /// <summary>What it gives to the pool.</summary>
    public CpuMemorySpec Spec => _spec;

    /// <summary>What its memory is used for.</summary>
    public TierUse Dram => _dram.Use;

    /// <summary>What its volumes are used for; null where it has none.</summary>
    public TierUse? Ssd => _ssd?.Use;

    /// <summary>Blocks that had to leave memory.</summary>
    public long DramEvictions => _dram.Evicted;

    /// <summary>Blocks that had to leave the volumes.</summary>
    public long SsdEvictions => _ssd?.Evicted ?? 0;

    /// <summary>What it has done so far.</summary>
    public CpuTally Tally { get; private set; }

    /// <summary>Keys of the blocks in memory, in order.</summary>
    public IEnumerable<KvBlockKey> Keys => _dram.Keys.OrderBy(key => (key.High, key.Low));

    /// <summary>The block, or null where it is not held; not a use of it.</summary>
    public KvBlock? Find(KvBlockKey key) => WhereIs(key) is null ? null : Held(key);

    /// <summary>The tier that a reader would find the block in; null where it is not held.</summary>
    public PoolTier? WhereIs(KvBlockKey key) =>
        _dram.TryFind(key, out _) ? PoolTier.Dram
        : _ssd is not null && _ssd.TryFind(key, out _) ? PoolTier.Ssd
        : null;

    /// <summary>An NPU reads a block; one that lies on the volumes alone is brought into memory.</summary>
    /// <param name="key">The block.</param>
    /// <param name="hit">The block, and where it lay.</param>
    public bool TryLoad(KvBlockKey key, out KvBlockHit hit)
    {
        if (_dram.TryUse(key, out var block))
        {
            hit = new KvBlockHit(block, PoolTier.Dram);
            Tally = Tally with { DramHits = Tally.DramHits + 1, Read = Tally.Read + block.Size };
            return true;
        }

        if (TryPromote(key, out block))
        {
            hit = new KvBlockHit(block, PoolTier.Ssd);
            Tally = Tally with { SsdHits = Tally.SsdHits + 1, Read = Tally.Read + block.Size };
            return true;
        }

        hit = default;
        Tally = Tally with { Misses = Tally.Misses + 1 };
        return false;
    }

    /// <summary>Brings a block into memory, without a reader.</summary>
    /// <returns>Whether it had to be read from the volumes.</returns>
    public bool Prefetch(KvBlockKey key) => !_dram.TryUse(key, out _) && TryPromote(key, out _);

    /// <summary>Makes a block of memory the newest there, if it is held.</summary>
    public void Refresh(KvBlockKey key) => _dram.TryUse(key, out _);

    /// <summary>An NPU writes a block: into memory, and from there to the volumes.</summary>
    /// <exception cref="ArgumentException">The pool has no such namespace.</exception>
    public StoreOutcome Store(in KvBlock block)
    {
        if ((uint)block.Namespace.Index >= (uint)_spec.Dram.Quotas.Length)
        {
            throw new ArgumentException($"The pool has no {block.Namespace}.", nameof(block));
        }

        var outcome = _dram.Store(block);
        Tally = outcome switch
        {
            StoreOutcome.Stored => Tally with { Stored = Tally.Stored + 1, Written = Tally.Written + block.Size },
            StoreOutcome.AlreadyHeld => Tally with { Deduplicated = Tally.Deduplicated + 1 },
            _ => Tally with { Refused = Tally.Refused + 1 },
        };
        if (outcome != StoreOutcome.NoRoom && _ssd?.Store(block) == StoreOutcome.Stored)
        {
            Tally = Tally with { SsdWritten = Tally.SsdWritten + block.Size };
        }

        return outcome;
    }

    /// <summary>Gives a block's memory back, in both tiers.</summary>
    /// <returns>Whether it was held.</returns>
    public bool Drop(KvBlockKey key)
    {
        var wasInDram = _dram.Drop(key);
        var wasOnSsd = _ssd?.Drop(key) ?? false;
        return wasInDram || wasOnSsd;
    }

    /// <summary>Gives a block's memory back; the volumes keep it.</summary>
    /// <returns>Whether it was in memory.</returns>
    public bool Demote(KvBlockKey key) => _dram.Drop(key);

    /// <summary>Forgets all that is in memory, as a CPU that starts again does; the volumes keep theirs.</summary>
    public void LoseDram() => _dram = new BlockTier(_spec.Dram);

    private bool TryPromote(KvBlockKey key, out KvBlock block)
    {
        block = default;
        if (_ssd is null || !_ssd.TryUse(key, out block))
        {
            return false;
        }

        // Where memory is too small for it the reader is served through a bounce buffer.
        _dram.Store(block);
        Tally = Tally with { SsdRead = Tally.SsdRead + block.Size };
        return true;
    }

    private KvBlock Held(KvBlockKey key) =>
        _dram.TryFind(key, out var block) || (_ssd?.TryFind(key, out block) ?? false) ? block : default;
}
