using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// Makes runs ready on this silo, off the grains' turns, and keeps the last one: placing experts takes a second.
/// </summary>
internal sealed class DecodeSetups
{
    private readonly Lock _lock = new();
    private (string Hash, Task<DecodeSetup> Setup)? _last;

    /// <summary>The run of an order.</summary>
    public Task<DecodeSetup> GetAsync(DecodeOrder order)
    {
        var hash = Documents.HashOf((order.Options, order.Generation));
        lock (_lock)
        {
            if (_last is not var (kept, setup) || kept != hash || setup.IsFaulted)
            {
                setup = OffTurn.RunAsync(() => Make(order));
                _last = (hash, setup);
            }

            return setup;
        }
    }

    /// <summary>The operating point of a run, given or found.</summary>
    public static Task<OperatingPoint> SettleAsync(DecodeSpec spec) => OffTurn.RunAsync(() =>
    {
        using var phases = ParallelPhases.ForShards(spec.Nodes);
        return OperatingPointSearch.Fastest(spec, phases);
    });

    private static DecodeSetup Make(DecodeOrder order)
    {
        var (decode, generation) = OrderSpecs.Read(order);
        if (generation is not null)
        {
            return DecodeSetup.Of(generation, ShardedModel.Load(generation));
        }

        using var phases = ParallelPhases.ForShards(decode.Nodes);
        return DecodeSetup.Of(decode, LayerRouters.Build(decode, phases));
    }
}
