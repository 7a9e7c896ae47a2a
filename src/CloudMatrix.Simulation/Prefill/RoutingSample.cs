using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The shares of rows that a sample of tokens gave each slot in each layer, and rows spread by them: what a batch's
/// routing is before its tokens are drawn.
/// </summary>
internal sealed class RoutingSample
{
    private const int SampleTokens = 16_384;

    // Shares are whole multiples of 2⁻³²: a product and a shift for each rank and slot, where a division would take
    // most of the time.
    private const int ShareBits = 32;

    private readonly PrefillSpec _instance;
    private readonly RoutedTerms _terms;
    private readonly long[][] _before;

    private RoutingSample(PrefillSpec instance, long[][] before)
    {
        _instance = instance;
        _terms = RoutedTerms.Of(instance);
        _before = before;
    }

    /// <summary>Layers that route.</summary>
    public int Layers => _before.Length;

    /// <summary>Samples the routing of every layer.</summary>
    /// <param name="instance">The instance; its own batch is not looked at.</param>
    /// <param name="phases">The threads that do the work: layers side by side.</param>
    public static RoutingSample Draw(PrefillSpec instance, ParallelPhases phases)
    {
        var before = new long[instance.Model.MoeLayers][];
        phases.Run(worker =>
        {
            var (first, end) = phases.Share(worker, before.Length);
            for (var layer = first; layer < end; layer++)
            {
                before[layer] = SharesOf(instance, layer);
            }
        });
        return new RoutingSample(instance, before);
    }

    /// <summary>Rows of a microbatch in one layer: ⌊share · rows + r⌋ before each slot.</summary>
    /// <param name="layer">Of those that route, from 0.</param>
    /// <param name="tokens">Tokens of the microbatch, on all dies.</param>
    /// <remarks>r differs from rank to rank, so that all of them do not round alike.</remarks>
    public RoutedRows Spread(int layer, int tokens)
    {
        var before = _before[layer];
        var routed = new RoutedRows(_terms);
        var counts = new ushort[before.Length - 1];
        for (var rank = 0; rank < _instance.Dies; rank++)
        {
            var rows = (long)_instance.TokensOf(tokens, rank) * _instance.Model.ExpertsPerToken;
            var offset = (1L << ShareBits) * rank / _instance.Dies;
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

    /// <summary>Rows of a microbatch in every layer that routes [layers].</summary>
    /// <param name="tokens">Tokens of the microbatch, on all dies.</param>
    public ImmutableArray<RoutedRows> Spread(int tokens) =>
        [.. Enumerable.Range(0, Layers).Select(layer => Spread(layer, tokens))];

    // The share of rows that go to slots before each one, and 1 at the end [slots + 1].
    private static long[] SharesOf(PrefillSpec instance, int layer)
    {
        var router = LayerRouter.Build(PrefillRouting.RoutingOf(instance), instance.Model.DenseLayers + layer);
        var random = SeededStream.Derive(instance.Seed, "prefill shares", layer);
        var counts = new ushort[instance.Slots.Slots];
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

        return before;
    }
}
