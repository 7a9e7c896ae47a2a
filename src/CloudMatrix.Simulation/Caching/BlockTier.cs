using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>One tier of one CPU's memory: blocks by key, least recently used first out, never more than fits.</summary>
/// <remarks>
/// Each namespace's blocks are a circle from the newest to the oldest through its head, the entry of its own number. A
/// namespace over its quota loses its own oldest block; a full tier the oldest of all. In steady state nothing is
/// allocated, and everything but making room takes the same few steps whatever is held.
/// </remarks>
internal sealed class BlockTier
{
    private readonly TierSpec _spec;
    private readonly BlockAllocator _memory;
    private readonly Dictionary<KvBlockKey, int> _places = [];
    private readonly long[] _usedBy;
    private Entry[] _entries;
    private int _entriesMade;
    private int? _spare;
    private long _uses;
    private long _used;

    /// <summary>An empty tier.</summary>
    public BlockTier(TierSpec spec)
    {
        _spec = spec;
        _memory = new BlockAllocator(spec.Capacity);
        _usedBy = new long[spec.Quotas.Length];
        _entriesMade = spec.Quotas.Length;
        _entries = new Entry[_entriesMade + 1];
        for (var head = 0; head < _entriesMade; head++)
        {
            _entries[head] = new Entry { Newer = head, Older = head };
        }
    }

    /// <summary>Blocks that had to go.</summary>
    public long Evicted { get; private set; }

    /// <summary>Bytes of its blocks.</summary>
    public Bytes Used => new(_used);

    /// <summary>Keys of its blocks, in no order that means anything.</summary>
    public IEnumerable<KvBlockKey> Keys => _places.Keys;

    /// <summary>What its memory is used for.</summary>
    public TierUse Use => new(
        _places.Count,
        Used,
        new Bytes(_memory.TakenBytes - _used),
        new Bytes(_memory.FreeSlotBytes),
        _memory.FreePages is { } free ? new Bytes(free * BlockAllocator.PageSize) : null,
        _memory.TotalPages is { } total ? new Bytes(total * BlockAllocator.PageSize) : null);

    /// <summary>Bytes of a namespace's blocks.</summary>
    public Bytes UsedBy(NamespaceId space) => new(_usedBy[space.Index]);

    /// <summary>Finds a block without using it.</summary>
    public bool TryFind(KvBlockKey key, out KvBlock block)
    {
        var isHeld = _places.TryGetValue(key, out var place);
        block = isHeld ? _entries[place].Block : default;
        return isHeld;
    }

    /// <summary>Uses a block: it is the newest now.</summary>
    public bool TryUse(KvBlockKey key, out KvBlock block)
    {
        if (!_places.TryGetValue(key, out var place))
        {
            block = default;
            return false;
        }

        block = _entries[place].Block;
        Unlink(place);
        LinkNewest(place);
        return true;
    }

    /// <summary>Takes a block in, once, and makes room for it; one that is held is used instead.</summary>
    public StoreOutcome Store(in KvBlock block)
    {
        if (TryUse(block.Key, out _))
        {
            return StoreOutcome.AlreadyHeld;
        }

        if (!TryMakeRoom(block, out var memory))
        {
            return StoreOutcome.NoRoom;
        }

        var place = TakeEntry();
        _entries[place].Block = block;
        _entries[place].Memory = memory;
        LinkNewest(place);
        _places.Add(block.Key, place);
        _used += block.Size.Count;
        _usedBy[block.Namespace.Index] += block.Size.Count;
        KeepThreshold();
        RequireConserved();
        return StoreOutcome.Stored;
    }

    /// <summary>Gives a block's memory back.</summary>
    /// <returns>Whether it was held.</returns>
    public bool Drop(KvBlockKey key)
    {
        if (!_places.Remove(key, out var place))
        {
            return false;
        }

        Free(place);
        RequireConserved();
        return true;
    }

    private bool TryMakeRoom(in KvBlock block, out BlockPlace memory)
    {
        memory = default;
        var space = block.Namespace.Index;
        if (_spec.Quotas[space] is { } quota)
        {
            if (block.Size > quota)
            {
                return false;
            }

            while (_usedBy[space] + block.Size.Count > quota.Count)
            {
                Evict(_entries[space].Newer);
            }
        }

        // Nothing is evicted for what would not fit into an empty tier.
        if (_memory.TotalPages * BlockAllocator.PageSize < block.Size.Count)
        {
            return false;
        }

        while (!_memory.TryTake(block.Size, out memory))
        {
            if (!TryFindOldest(out var oldest))
            {
                return false;
            }

            Evict(oldest);
        }

        return true;
    }

    private void KeepThreshold()
    {
        if (_memory.TotalPages * BlockAllocator.PageSize is not { } total
            || _memory.TakenBytes <= total * _spec.HighThreshold)
        {
            return;
        }

        // What was just stored stays.
        while (_places.Count > 1 && _memory.TakenBytes > total * _spec.LowThreshold && TryFindOldest(out var oldest))
        {
            Evict(oldest);
        }
    }

    private bool TryFindOldest(out int oldest)
    {
        oldest = 0;
        var isFound = false;
        for (var head = 0; head < _usedBy.Length; head++)
        {
            // Round the circle, the oldest stands before the head.
            var candidate = _entries[head].Newer;
            if (candidate != head && (!isFound || _entries[candidate].LastUse < _entries[oldest].LastUse))
            {
                (oldest, isFound) = (candidate, true);
            }
        }

        return isFound;
    }

    private void Evict(int place)
    {
        _places.Remove(_entries[place].Block.Key);
        Free(place);
        Evicted++;
    }

    private void Free(int place)
    {
        ref var entry = ref _entries[place];
        _used -= entry.Block.Size.Count;
        _usedBy[entry.Block.Namespace.Index] -= entry.Block.Size.Count;
        _memory.Give(entry.Memory);
        Unlink(place);
        entry.Older = _spare ?? place;
        _spare = place;
    }

    // A spare entry that is its own next is the last of them.
    private int TakeEntry()
    {
        if (_spare is { } place)
        {
            _spare = _entries[place].Older == place ? null : _entries[place].Older;
            return place;
        }

        if (_entriesMade == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }

        return _entriesMade++;
    }

    private void LinkNewest(int place)
    {
        var head = _entries[place].Block.Namespace.Index;
        var second = _entries[head].Older;
        _entries[place].Newer = head;
        _entries[place].Older = second;
        _entries[place].LastUse = ++_uses;
        _entries[second].Newer = place;
        _entries[head].Older = place;
    }

    private void Unlink(int place)
    {
        var (newer, older) = (_entries[place].Newer, _entries[place].Older);
        _entries[newer].Older = older;
        _entries[older].Newer = newer;
    }

    private void RequireConserved()
    {
        if (!_memory.IsConserved || _memory.TakenBytes < _used || _used < 0)
        {
            ThrowNotConserved();
        }
    }

    [DoesNotReturn]
    private void ThrowNotConserved() => throw new InvariantViolationException(new InvariantViolation(
        "PoolIsConserved", VirtualTime.Zero, "a tier of the pool", "free + used = total", Use.ToString(), 0));

    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        public KvBlock Block;
        public BlockPlace Memory;
        public long LastUse;
        public int Newer;
        public int Older;
    }
}
