using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>A CPU's parts of the pools of services.</summary>
internal sealed class CpuPools
{
    private readonly Dictionary<string, (long Epoch, CpuCore Core)> _pools = [];

    /// <summary>A pool's part, if there is one.</summary>
    public CpuCore? Find(string pool) => _pools.GetValueOrDefault(pool).Core;

    /// <summary>Sets up a part, empty.</summary>
    public void Open(string pool, long epoch, CpuMemorySpec memory) => _pools[pool] = (epoch, new CpuCore(memory));

    /// <summary>Gives a part back, unless somebody else has opened it.</summary>
    public void Close(string pool, long epoch)
    {
        if (_pools.GetValueOrDefault(pool).Epoch == epoch)
        {
            _pools.Remove(pool);
        }
    }

    /// <summary>The part that somebody opened.</summary>
    /// <exception cref="PartLostException">
    /// There is no such pool here: it was lost with its silo, or somebody else has opened it.
    /// </exception>
    public CpuCore Require(string pool, long epoch) =>
        _pools.TryGetValue(pool, out var held) && held.Epoch == epoch ? held.Core : throw new PartLostException();

    /// <summary>Does operations in order.</summary>
    /// <exception cref="PartLostException">As <see cref="Require"/> says.</exception>
    public ImmutableArray<PoolAnswer> Do(string pool, long epoch, ImmutableArray<PoolOperation> operations)
    {
        var core = Require(pool, epoch);
        return [.. operations.Select(operation => Do(core, operation))];
    }

    private static PoolAnswer Do(CpuCore core, PoolOperation operation)
    {
        var key = operation.Block.Key;
        switch (operation.Kind)
        {
            case PoolOperationKind.Find:
                return new PoolAnswer(core.WhereIs(key) is not null, Bytes.Zero, PoolTier.Dram);
            case PoolOperationKind.Load:
                return core.TryLoad(key, out var hit)
                    ? new PoolAnswer(IsHeld: true, hit.Block.Size, hit.Tier)
                    : default;
            case PoolOperationKind.Store:
                var outcome = core.Store(operation.Block);
                return new PoolAnswer(outcome == StoreOutcome.AlreadyHeld, Bytes.Zero, PoolTier.Dram);
            default:
                core.Refresh(key);
                return default;
        }
    }
}
