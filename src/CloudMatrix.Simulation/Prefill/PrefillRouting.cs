using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Routes every token of batches in every layer, each rank's with random numbers of its own.</summary>
internal sealed class PrefillRouting
{
    private readonly PrefillSpec _instance;
    private readonly ParallelPhases _phases;
    private readonly LayerRouter[] _routers;

    private PrefillRouting(PrefillSpec instance, ParallelPhases phases, LayerRouter[] routers)
    {
        _instance = instance;
        _phases = phases;
        _routers = routers;
    }

    /// <summary>Places the experts of all layers.</summary>
    /// <param name="instance">The instance; its own batch is not looked at.</param>
    /// <param name="phases">The threads that do the work: layers side by side.</param>
    public static PrefillRouting Build(PrefillSpec instance, ParallelPhases phases)
    {
        var terms = RoutingOf(instance);
        var routers = new LayerRouter[instance.Model.MoeLayers];
        phases.Run(worker =>
        {
            var (first, end) = phases.Share(worker, routers.Length);
            for (var layer = first; layer < end; layer++)
            {
                routers[layer] = LayerRouter.Build(terms, instance.Model.DenseLayers + layer);
            }
        });
        return new PrefillRouting(instance, phases, routers);
    }

    /// <summary>What the routers of all layers share.</summary>
    public static RoutingTerms RoutingOf(PrefillSpec spec) =>
        new(spec.Routing, GateShape.Of(spec.Model), spec.Slots, spec.Seed) { Balancer = spec.Balancer };

    /// <summary>Packs a batch, and draws the choices of all its tokens.</summary>
    /// <param name="batch">The batch, on the instance that the experts were placed for.</param>
    /// <param name="seed">The seed of the choices.</param>
    public ImmutableArray<PrefillMicrobatch> Route(PrefillSpec batch, ulong seed)
    {
        var packed = batch.Pack();
        var tokens = packed.Select(sequences => sequences.Sum(sequence => sequence.NewTokens));
        var routed = Draw([.. tokens], seed);
        return [.. packed.Select((sequences, i) => new PrefillMicrobatch(batch, sequences, routed[i]))];
    }

    /// <summary>Draws all choices.</summary>
    /// <param name="tokens">Tokens of each microbatch, on all dies.</param>
    /// <param name="seed">The seed of the choices.</param>
    /// <returns>The rows of each microbatch in each layer that routes [microbatches][layers].</returns>
    public ImmutableArray<ImmutableArray<RoutedRows>> Draw(ImmutableArray<int> tokens, ulong seed)
    {
        var routed = tokens.Select(_ => new RoutedRows[_routers.Length]).ToArray();
        _phases.Run(worker =>
        {
            var drawing = new RankDrawing(_instance, tokens.Max());
            var (first, end) = _phases.Share(worker, _routers.Length);
            for (var layer = first; layer < end; layer++)
            {
                for (var microbatch = 0; microbatch < tokens.Length; microbatch++)
                {
                    routed[microbatch][layer] = drawing.Draw(
                        _routers[layer], tokens[microbatch], rank => Choices(seed, (layer, microbatch), rank));
                }
            }
        });
        return [.. routed.Select(ImmutableArray.Create)];
    }

    private static SeededStream Choices(ulong seed, (int Layer, int Microbatch) place, int rank) =>
        SeededStream.Derive(seed, "prefill routing", place.Layer, place.Microbatch, rank);

    /// <summary>Room for the choices of one rank's microbatch.</summary>
    private sealed class RankDrawing(PrefillSpec spec, int tokensMax)
    {
        private readonly RoutedTerms _terms = RoutedTerms.Of(spec);
        private readonly ushort[] _slotOfRow = new ushort[spec.TokensOf(tokensMax, 0) * spec.Model.ExpertsPerToken];
        private readonly ushort[] _counts = new ushort[spec.Slots.Slots];

        public RoutedRows Draw(LayerRouter router, int tokens, Func<int, SeededStream> choices)
        {
            var rows = new RoutedRows(_terms);
            for (var rank = 0; rank < spec.Dies; rank++)
            {
                var random = choices(rank);
                var slotOfRow = _slotOfRow.AsSpan(0, spec.TokensOf(tokens, rank) * router.RowsPerToken);
                router.Route(rank, ref random, slotOfRow);
                _counts.AsSpan().Clear();
                SlotCounts.Add(slotOfRow, _counts);
                rows.Add(rank, _counts);
            }

            return rows;
        }
    }
}
