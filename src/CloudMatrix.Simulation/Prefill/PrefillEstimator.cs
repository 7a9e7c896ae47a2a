using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What batches of any prompts take on one prefill instance: a pure function of the prompts' lengths, in milliseconds
/// of real time, for whoever must ask it for batch after batch.
/// </summary>
/// <remarks>
/// Prices, ports and schedule are those of <see cref="EmbeddedPrefill"/>. Only the routing is not drawn for each token:
/// every layer's slots get the shares that a sample of tokens gave them, rounded so that no row is lost. It never
/// changes, so that any number of threads may ask it.
/// </remarks>
public sealed class PrefillEstimator
{
    private readonly PrefillSpec _instance;
    private readonly RoutingSample _sample;

    /// <summary>Samples the routing of every layer.</summary>
    /// <param name="instance">The instance; its own batch is not looked at.</param>
    public PrefillEstimator(PrefillSpec instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _instance = instance;
        using var phases = ParallelPhases.ForShards(instance.Model.MoeLayers);
        _sample = RoutingSample.Draw(instance, phases);
    }

    /// <summary>From the beginning of a batch to the first token of every prompt; zero where nothing is new.</summary>
    /// <param name="sequences">The prompts, packed in this order.</param>
    public VirtualDuration TimeOf(ImmutableArray<PrefillSequence> sequences)
    {
        var batch = _instance.With(sequences);
        if (batch.NewTokens == 0)
        {
            return VirtualDuration.Zero;
        }

        var microbatches = batch.Pack().Select(packed => new PrefillMicrobatch(
            batch, packed, _sample.Spread(packed.Sum(sequence => sequence.NewTokens))));
        var core = new PrefillCore(batch, [.. microbatches], ImmutableDictionary<int, List<PrefillSpan>>.Empty);
        return core.Run() - VirtualTime.Zero;
    }

    /// <summary>Memory of the fullest die; negative where a batch does not fit and must not be begun.</summary>
    /// <param name="sequences">The prompts.</param>
    public HbmUse MemoryOf(ImmutableArray<PrefillSequence> sequences) =>
        PrefillHbmAccount.Of(_instance.With(sequences));
}
