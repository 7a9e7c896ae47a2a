using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>One CPU.</summary>
/// <remarks>Is kept, because it is the authority on the blocks that it holds.</remarks>
[GrainType(TypeName)]
[KeepAlive]
[DevicePlacement]
internal sealed class CpuGrain(
    SiloLayout layout,
    SupernodeSpec supernode,
    UbPrices prices,
    UbLedger ledger,
    CacheMeter meter,
    ServiceBoard board)
    : Grain, ICpuGrain, IPoolServerGrain
{
    /// <summary>What CPUs are called among grain types.</summary>
    public const string TypeName = "cpu";

    private readonly CpuCore _memory = new(CpuMemorySpec.DramAlone(supernode.Machine.Cpu?.DramCapacity));

    private readonly CpuPools _pools = new(meter, board);

    private CpuId Id => new((int)this.GetPrimaryKeyLong());

    public Task<CpuState> GetState() => Task.FromResult(new CpuState(
        Id,
        supernode.Topology.NodeOf(Id),
        layout.Local.ToString(),
        supernode.Machine.Cpu?.DramCapacity,
        _memory.Dram,
        _memory.Tally,
        [.. _memory.Keys]));

    public Task<KvBlock?> GetBlock(KvBlockKey key) => Task.FromResult(_memory.Find(key));

    public Task<KvBlockStored> Store(UbStamp stamp, KvBlock block)
    {
        RequireMine(stamp, block.Key);
        ArgumentOutOfRangeException.ThrowIfNotEqual(stamp.Size, block.Size, nameof(stamp));
        var arrivedAt = prices.ArrivalOf(stamp, UbAccess.Write);
        var before = PoolTotals.Of(_memory);
        var outcome = _memory.Store(block);
        meter.Count(before, PoolTotals.Of(_memory));
        return Task.FromResult(new KvBlockStored(outcome, arrivedAt));
    }

    public Task<KvBlockLoaded> Load(UbStamp stamp, KvBlockKey key)
    {
        RequireMine(stamp, key);
        var before = PoolTotals.Of(_memory);
        KvBlock? block = _memory.TryLoad(key, out var hit) ? hit.Block : null;
        meter.Count(before, PoolTotals.Of(_memory));
        var size = block?.Size ?? Bytes.Zero;
        if (block is not null)
        {
            ledger.Count(stamp.Target, stamp.Source, size);
        }

        var arrivedAt = prices.ArrivalOf(stamp with { Size = size }, UbAccess.Read);
        return Task.FromResult(new KvBlockLoaded(block, arrivedAt));
    }

    public Task OpenPool(string pool, long epoch, CpuMemorySpec memory)
    {
        _pools.Open(pool, epoch, memory);
        return Task.CompletedTask;
    }

    public Task ClosePool(string pool, long epoch)
    {
        _pools.Close(pool, epoch);
        return Task.CompletedTask;
    }

    public Task<KvBlock?> GetPoolBlock(string pool, KvBlockKey key) => Task.FromResult(_pools.Find(pool)?.Find(key));

    public Task<ImmutableArray<PoolAnswer>> UsePool(
        string pool, long epoch, ImmutableArray<PoolOperation> operations) =>
        Task.FromResult(_pools.Do(pool, epoch, operations));

    public Task LosePoolMemory(string pool, long epoch)
    {
        _pools.LoseMemory(pool, epoch);
        return Task.CompletedTask;
    }

    public Task<byte[]> GetTotals(string pool) => Task.FromResult(
        Documents.Write(PoolTotals.Of(_pools.Find(pool) ?? throw new PartLostException())));

    public Task<bool> Drop(KvBlockKey key)
    {
        var before = PoolTotals.Of(_memory);
        var isDropped = _memory.Drop(key);
        meter.Count(before, PoolTotals.Of(_memory));
        return Task.FromResult(isDropped);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        meter.Leave(PoolTotals.Of(_memory));
        _pools.CloseAll();
        return Task.CompletedTask;
    }

    private void RequireMine(UbStamp stamp, KvBlockKey key)
    {
        var owner = supernode.OwnerOf(key);
        if (owner != Id || stamp.Target != DeviceId.Of(Id))
        {
            throw new ArgumentException($"{Id} was sent a message for {stamp.Target} about block {key} of {owner}.");
        }
    }
}
