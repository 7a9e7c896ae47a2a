using CloudMatrix.Costs;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>
/// One CPU of the supernode: the server of its memory in the pool of KV blocks, and the sole authority on the blocks
/// whose hashes it owns. Key: the CPU's number (<see cref="GrainNames.Cpu"/>).
/// </summary>
[Alias("cpu")]
public interface ICpuGrain : IGrainWithIntegerKey
{
    /// <summary>Where the CPU lives, and what its memory holds.</summary>
    [Alias("state")]
    Task<CpuState> GetState();

    /// <summary>What is known of a block, without a message over the bus.</summary>
    /// <returns>The block, or null where this CPU does not hold it.</returns>
    [Alias("block")]
    Task<KvBlock?> GetBlock(KvBlockKey key);

    /// <summary>A device writes a block into the pool.</summary>
    /// <param name="stamp">Who sends it, and when; its size is the block's.</param>
    /// <param name="block">The block.</param>
    /// <exception cref="ArgumentException">Another CPU owns the block's hash, or the stamp does not fit it.</exception>
    [UbMessage(NetworkPlane.ScaleUp, UbAccess.Write)]
    [Alias("store")]
    Task<KvBlockStored> Store(UbStamp stamp, KvBlock block);

    /// <summary>A device reads a block from the pool.</summary>
    /// <param name="stamp">Who asks, and when; of no size, since only the answer carries bytes.</param>
    /// <param name="key">The block.</param>
    /// <exception cref="ArgumentException">
    /// Another CPU owns the block's hash, or the stamp names another target.
    /// </exception>
    [UbMessage(NetworkPlane.ScaleUp, UbAccess.Read)]
    [Alias("load")]
    Task<KvBlockLoaded> Load(UbStamp stamp, KvBlockKey key);

    /// <summary>Gives a block's memory back.</summary>
    /// <returns>Whether the CPU held it.</returns>
    [Alias("drop")]
    Task<bool> Drop(KvBlockKey key);
}
