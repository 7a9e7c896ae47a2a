using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>A CPU's parts of the pools of services.</summary>
internal sealed class CpuPools
{
    private readonly Dictionary<string, CpuCore> _pools = [];

    /// <summary>A pool's part, if there is one.</summary>
    public CpuCore? Find(string pool) => _pools.GetValueOrDefault(pool);

    /// <summary>Sets up a part, empty.</summary>
    public void Open(string pool, CpuMemorySpec memory) => _pools[pool] = new CpuCore(memory);

    /// <summary>Gives a part back.</summary>
    public void Close(string pool) => _pools.Remove(pool);

    /// <summary>Does operations in order.</summary>
    /// <exception cref="PartLostException">There is no such pool here: it was lost with its silo.</exception>
    public ImmutableArray<PoolAnswer> Do(string pool, ImmutableArray<PoolOperation> operations)
    {
        var core = Find(pool) ?? throw new PartLostException();
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
