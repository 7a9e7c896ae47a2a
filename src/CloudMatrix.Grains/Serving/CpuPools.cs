using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>A CPU's parts of the pools of services.</summary>
/// <param name="meter">What CPUs measure.</param>
/// <param name="board">Where the parts are shown.</param>
internal sealed class CpuPools(CacheMeter meter, ServiceBoard board)
{
    private readonly Dictionary<string, (long Epoch, CpuCore Core, PoolTotals Shown)> _pools = [];

    /// <summary>A pool's part, if there is one.</summary>
    public CpuCore? Find(string pool) => _pools.GetValueOrDefault(pool).Core;

    /// <summary>Sets up a part, empty.</summary>
    public void Open(string pool, long epoch, CpuMemorySpec memory)
    {
        Remove(pool);
        var core = new CpuCore(memory);
        _pools[pool] = (epoch, core, PoolTotals.Of(core));
        Show(pool);
    }

    /// <summary>Gives a part back, unless somebody else has opened it.</summary>
    public void Close(string pool, long epoch)
    {
        if (_pools.GetValueOrDefault(pool).Epoch == epoch)
        {
            Remove(pool);
        }
    }

    /// <summary>Gives all parts back.</summary>
    public void CloseAll()
    {
        foreach (var pool in _pools.Keys.ToList())
        {
            Remove(pool);
        }
    }

    /// <summary>Forgets what a part has in memory.</summary>
    /// <exception cref="PartLostException">
    /// There is no such pool here: it was lost with its silo, or somebody else has opened it.
    /// </exception>
    public void LoseMemory(string pool, long epoch)
    {
        Require(pool, epoch).LoseDram();
        Show(pool);
    }

    /// <summary>Does operations in order.</summary>
    /// <exception cref="PartLostException">As <see cref="LoseMemory"/> says.</exception>
    public ImmutableArray<PoolAnswer> Do(string pool, long epoch, ImmutableArray<PoolOperation> operations)
    {
        var core = Require(pool, epoch);
        ImmutableArray<PoolAnswer> answers = [.. operations.Select(operation => Do(core, operation))];
        Show(pool);
        return answers;
    }

    private CpuCore Require(string pool, long epoch) =>
        _pools.TryGetValue(pool, out var held) && held.Epoch == epoch ? held.Core : throw new PartLostException();

    private void Remove(string pool)
    {
        if (_pools.Remove(pool, out var part))
        {
            meter.Leave(part.Shown, pool);
            board.Take(part.Core);
        }
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

    private void Show(string pool)
    {
        if (_pools.TryGetValue(pool, out var part))
        {
            var totals = PoolTotals.Of(part.Core);
            meter.Count(part.Shown, totals, pool);
            board.Show(part.Core, new PoolFacts(pool, totals));
            _pools[pool] = part with { Shown = totals };
        }
    }
}
