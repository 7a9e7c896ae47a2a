using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// Makes runs ready on this silo, off the grains' turns, and keeps the last one: placing experts takes a second.
/// </summary>
/// <param name="models">Real models.</param>
internal sealed class DecodeSetups(LoadedModels models)
{
    private readonly Lock _lock = new();
    private (string Hash, Task<DecodeSetup> Setup)? _last;

    /// <summary>The run of an order.</summary>
    public Task<DecodeSetup> GetAsync(DecodeOrder order)
    {
        var hash = Documents.HashOf(order.Options) + Documents.HashOf(order.Generation);
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

    private DecodeSetup Make(DecodeOrder order)
    {
        var (decode, generation) = OrderSpecs.Read(order);
        if (generation is not null)
        {
            return DecodeSetup.Of(
                generation, new ShardedModel(models.Get(generation.Checkpoint, generation.Precision), generation));
        }

        using var phases = ParallelPhases.ForShards(decode.Nodes);
        return DecodeSetup.Of(decode, LayerRouters.Build(decode, phases));
    }
}
