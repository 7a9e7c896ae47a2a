using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// A CPU's memory in the pool: blocks by key, never more bytes than it has. Knows no clock, no grain and no other CPU.
/// </summary>
/// <param name="capacity">Its memory; null where the machine file does not say, and nothing is refused.</param>
public sealed class CpuCore(Bytes? capacity)
{
    private readonly Dictionary<KvBlockKey, KvBlock> _blocks = [];

    /// <summary>Its memory; null where the machine file does not say.</summary>
    public Bytes? Capacity => capacity;

    /// <summary>Memory that blocks take.</summary>
    public Bytes Used { get; private set; }

    /// <summary>Keys of the blocks that it holds, in order.</summary>
    public IEnumerable<KvBlockKey> Keys => _blocks.Keys.OrderBy(key => (key.High, key.Low));

    /// <summary>The block, or null where it is not held.</summary>
    public KvBlock? Find(KvBlockKey key) => _blocks.GetValueOrDefault(key);

    /// <summary>Takes a block in, once.</summary>
    public StoreOutcome Store(KvBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (_blocks.ContainsKey(block.Key))
        {
            return StoreOutcome.AlreadyHeld;
        }

        if (capacity is { } limit && Used + block.Size > limit)
        {
            return StoreOutcome.NoRoom;
        }

        _blocks.Add(block.Key, block);
        Used += block.Size;
        return StoreOutcome.Stored;
    }

    /// <summary>Gives a block's memory back.</summary>
    /// <returns>Whether it was held.</returns>
    public bool Drop(KvBlockKey key)
    {
        if (!_blocks.Remove(key, out var block))
        {
            return false;
        }

        Used -= block.Size;
        return true;
    }
}
