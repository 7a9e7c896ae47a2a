using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Routes every token of a batch in every layer, each rank's with random numbers of its own.</summary>
internal static class PrefillRouting
{
    /// <summary>Draws all choices.</summary>
    /// <param name="spec">The batch.</param>
    /// <param name="tokens">Tokens of each microbatch, on all dies.</param>
    /// <param name="phases">The threads that do the work: layers side by side.</param>
    /// <returns>The rows of each microbatch in each layer that routes [microbatches][layers].</returns>
    public static ImmutableArray<ImmutableArray<RoutedRows>> Draw(
        PrefillSpec spec, ImmutableArray<int> tokens, ParallelPhases phases)
    {
        var routing = RoutingOf(spec);
        var routed = tokens.Select(_ => new RoutedRows[spec.Model.MoeLayers]).ToArray();
        phases.Run(worker =>
        {
            var drawing = new RankDrawing(spec, tokens.Max());
            var (first, end) = phases.Share(worker, spec.Model.MoeLayers);
            for (var layer = first; layer < end; layer++)
            {
                var router = LayerRouter.Build(routing, spec.Model.DenseLayers + layer);
                for (var microbatch = 0; microbatch < tokens.Length; microbatch++)
                {
                    routed[microbatch][layer] = drawing.Draw(router, (layer, microbatch), tokens[microbatch]);
                }
            }
        });
        return [.. routed.Select(ImmutableArray.Create)];
    }

    /// <summary>What the routers of all layers share.</summary>
    public static RoutingTerms RoutingOf(PrefillSpec spec) =>
        new(spec.Routing, GateShape.Of(spec.Model), spec.Slots, spec.Seed) { Balancer = spec.Balancer };

    /// <summary>Room for the choices of one rank's microbatch.</summary>
    private sealed class RankDrawing(PrefillSpec spec, int tokensMax)
    {
        private readonly RoutedTerms _terms = RoutedTerms.Of(spec);
        private readonly ushort[] _slotOfRow = new ushort[spec.TokensOf(tokensMax, 0) * spec.Model.ExpertsPerToken];
        private readonly ushort[] _counts = new ushort[spec.Slots.Slots];

        public RoutedRows Draw(LayerRouter router, (int Layer, int Microbatch) place, int tokens)
        {
            var rows = new RoutedRows(_terms);
            for (var rank = 0; rank < spec.Dies; rank++)
            {
                var random = SeededStream.Derive(spec.Seed, "prefill routing", place.Layer, place.Microbatch, rank);
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
