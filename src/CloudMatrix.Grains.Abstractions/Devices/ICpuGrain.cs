using System.Collections.Immutable;
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

    /// <summary>Sets up this CPU's part of a service's pool, empty, in place of what there was.</summary>
    /// <param name="pool">The service's name.</param>
    /// <param name="epoch">Who opens it: whoever opened it before has lost it.</param>
    /// <param name="memory">What the CPU gives to it.</param>
    [Alias("open-pool")]
    Task OpenPool(string pool, long epoch, CpuMemorySpec memory);

    /// <summary>Gives a service's part of the memory back, unless somebody else has opened it.</summary>
    /// <param name="pool">The service's name.</param>
    /// <param name="epoch">Who opened it.</param>
    [Alias("close-pool")]
    Task ClosePool(string pool, long epoch);

    /// <summary>What is known of a block of a service's pool; null where this CPU does not hold it.</summary>
    [Alias("pool-block")]
    Task<KvBlock?> GetPoolBlock(string pool, KvBlockKey key);

    /// <summary>Does a run of operations on a service's pool, in order, in one call.</summary>
    /// <remarks>What the bytes take on their way is priced where they leave, not for each call.</remarks>
    /// <param name="pool">The service's name.</param>
    /// <param name="epoch">Who opened it.</param>
    /// <param name="operations">What is to be done.</param>
    /// <returns>An answer for each.</returns>
    [Alias("pool")]
    Task<ImmutableArray<PoolAnswer>> UsePool(string pool, long epoch, ImmutableArray<PoolOperation> operations);

    /// <summary>Forgets what of a service's pool is in memory; volumes keep theirs.</summary>
    /// <param name="pool">The service's name.</param>
    /// <param name="epoch">Who opened it.</param>
    [Alias("lose-pool")]
    Task LosePoolMemory(string pool, long epoch);

    /// <summary>Gives a block's memory back.</summary>
    /// <returns>Whether the CPU held it.</returns>
    [Alias("drop")]
    Task<bool> Drop(KvBlockKey key);
}
