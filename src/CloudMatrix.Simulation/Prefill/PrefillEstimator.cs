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
    private const int SampleTokens = 16_384;

    // Shares are whole multiples of 2⁻³²: a product and a shift for each rank and slot, where a division would take
    // most of the time.
    private const int ShareBits = 32;

    private readonly PrefillSpec _instance;
    private readonly RoutedTerms _terms;
    private readonly ImmutableArray<ImmutableArray<long>> _shares;

    /// <summary>Samples the routing of every layer.</summary>
    /// <param name="instance">The instance; its own batch is not looked at.</param>
    public PrefillEstimator(PrefillSpec instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        _instance = instance;
        _terms = RoutedTerms.Of(instance);
        _shares = [.. Enumerable.Range(0, instance.Model.MoeLayers).Select(Sample)];
    }

    /// <summary>From the beginning of a batch to the first token of every prompt; zero where nothing is new.</summary>
    /// <param name="sequences">The prompts, packed in this order.</param>
    public VirtualDuration TimeOf(ImmutableArray<PrefillSequence> sequences)
    {
        var batch = Of(sequences);
        if (batch.NewTokens == 0)
        {
            return VirtualDuration.Zero;
        }

        var microbatches = batch.Pack().Select(packed => new PrefillMicrobatch(batch, packed, Spread(batch, packed)));
        var core = new PrefillCore(batch, [.. microbatches], ImmutableDictionary<int, List<PrefillSpan>>.Empty);
        return core.Run() - VirtualTime.Zero;
    }

    /// <summary>Memory of the fullest die; negative where a batch does not fit and must not be begun.</summary>
    /// <param name="sequences">The prompts.</param>
    public HbmUse MemoryOf(ImmutableArray<PrefillSequence> sequences) => PrefillHbmAccount.Of(Of(sequences));

    // Prompts that are cached whole have nothing to do here.
    private PrefillSpec Of(ImmutableArray<PrefillSequence> sequences) =>
        _instance with { Sequences = [.. sequences.Where(sequence => sequence.NewTokens > 0)] };

    // The share of rows that go to slots before each one, and 1 at the end [slots + 1].
    private ImmutableArray<long> Sample(int layer)
    {
        var router = LayerRouter.Build(PrefillRouting.RoutingOf(_instance), _instance.Model.DenseLayers + layer);
        var random = SeededStream.Derive(_instance.Seed, "prefill shares", layer);
        var counts = new ushort[_instance.Slots.Slots];
        var slotOfRow = new ushort[SampleTokens * router.RowsPerToken];
        router.Route(0, ref random, slotOfRow);
        SlotCounts.Add(slotOfRow, counts);
        var before = new long[counts.Length + 1];
        var sum = 0L;
        for (var slot = 0; slot < counts.Length; slot++)
        {
            sum += counts[slot];
            before[slot + 1] = (sum << ShareBits) / slotOfRow.Length;
        }

        return ImmutableArray.Create(before);
    }

    private ImmutableArray<RoutedRows> Spread(PrefillSpec batch, ImmutableArray<PrefillSequence> sequences)
    {
        var tokens = sequences.Sum(sequence => sequence.NewTokens);
        return [.. _shares.Select(before => Spread(batch, tokens, before))];
    }

    // ⌊share · rows + r⌋ before each slot, with another r for each rank, so that all of them do not round alike.
    private RoutedRows Spread(PrefillSpec batch, int tokens, ImmutableArray<long> before)
    {
        var routed = new RoutedRows(_terms);
        var counts = new ushort[before.Length - 1];
        for (var rank = 0; rank < batch.Dies; rank++)
        {
            var rows = (long)batch.TokensOf(tokens, rank) * batch.Model.ExpertsPerToken;
            var offset = (1L << ShareBits) * rank / batch.Dies;
            var first = 0L;
            for (var slot = 0; slot < counts.Length; slot++)
            {
                var end = ((before[slot + 1] * rows) + offset) >> ShareBits;
                counts[slot] = (ushort)(end - first);
                first = end;
            }

            routed.Add(rank, counts);
        }

        return routed;
    }
}
