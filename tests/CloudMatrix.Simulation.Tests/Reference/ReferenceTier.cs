namespace CloudMatrix.Simulation.Tests;

/// <summary>
/// A tier of blocks that are whole pages, restated without cleverness: one list in the order of use.
/// </summary>
internal sealed class ReferenceTier(long pages, IReadOnlyList<long?> quotas)
{
    private const long Page = 2L << 20;

    // The least recently used first.
    private readonly List<KvBlock> _blocks = [];

    public IEnumerable<KvBlock> Blocks => _blocks;

    public List<KvBlockKey> Evicted { get; } = [];

    public long Used => _blocks.Sum(block => block.Size.Count);

    public bool Use(KvBlockKey key)
    {
        var place = _blocks.FindIndex(block => block.Key == key);
        if (place >= 0)
        {
            var block = _blocks[place];
            _blocks.RemoveAt(place);
            _blocks.Add(block);
        }

        return place >= 0;
    }

    public StoreOutcome Store(KvBlock block)
    {
        if (Use(block.Key))
        {
            return StoreOutcome.AlreadyHeld;
        }

        var quota = quotas[block.Namespace.Index] ?? long.MaxValue;
        if (block.Size.Count > quota || block.Size.Count > pages * Page)
        {
            return StoreOutcome.NoRoom;
        }

        var own = _blocks.Where(held => held.Namespace == block.Namespace).ToList();
        while (own.Sum(held => held.Size.Count) + block.Size.Count > quota)
        {
            Evict(own[0]);
            own.RemoveAt(0);
        }

        _blocks.Add(block);
        while (Used > pages * Page)
        {
            Evict(_blocks[0]);
        }

        return StoreOutcome.Stored;
    }

    public bool Drop(KvBlockKey key) => _blocks.RemoveAll(block => block.Key == key) > 0;

    private void Evict(KvBlock block)
    {
        _blocks.Remove(block);
        Evicted.Add(block.Key);
    }
}
