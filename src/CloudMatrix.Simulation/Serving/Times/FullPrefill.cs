using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Every batch through the embedded engine: each token of each layer chooses its experts.</summary>
/// <remarks>
/// What is popular stays as it is from batch to batch; what tokens choose is drawn afresh for each, by the batch's
/// number in the order of asking.
/// </remarks>
internal sealed class FullPrefill : IPrefillTimes, IDisposable
{
    private readonly PrefillSpec _instance;
    private readonly ParallelPhases _phases;
    private readonly PrefillRouting _routing;
    private long _batch;

    /// <summary>Places the experts of all layers.</summary>
    /// <param name="instance">The instance; its own batch is not looked at.</param>
    public FullPrefill(PrefillSpec instance)
    {
        _instance = instance;
        _phases = ParallelPhases.ForShards(instance.Model.MoeLayers);
        _routing = PrefillRouting.Build(instance, _phases);
    }

    /// <inheritdoc/>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public VirtualDuration TimeOf(ImmutableArray<PrefillSequence> sequences)
    {
        var batch = _instance.With(sequences);
        if (batch.Sequences.IsEmpty)
        {
            return VirtualDuration.Zero;
        }

        var seed = SeededStream.Derive(_instance.Seed, "prefill batch", _batch++).NextUInt64();
        var microbatches = _routing.Route(batch, seed);
        var core = new PrefillCore(batch, microbatches, ImmutableDictionary<int, List<PrefillSpan>>.Empty);
        return core.Run() - VirtualTime.Zero;
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _phases.Dispose();
}
