using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The one schedule of a decode step, which every engine runs: embedded workers between barriers, or grains woken by
/// one another.
/// </summary>
/// <remarks>
/// <code>
/// verify:  dense layers          Dense (0) Dense (1)
///          MoE layers            Dispatch (0) Experts (0) Combine (0)  Dispatch (1) Experts (1) Combine (1)
///          end                   Head
/// draft:   MTP layer             MtpProjection (0) (1), one MoE layer, Head
/// </code>
/// In brackets the microbatch. What overlaps in virtual time is decided by each die's two streams, not by this order: a
/// microbatch's attention starts when stream 0 is free, though the other's experts still run on stream 1.
/// Source: arXiv:2506.12708 §4.2.3 and §4.2.4.
/// </remarks>
public sealed class DecodeSchedule
{
    private DecodeSchedule(ImmutableArray<DecodeGraph> graphs) => Graphs = graphs;

    /// <summary>The graphs of one step, in the order in which the host launches them.</summary>
    public ImmutableArray<DecodeGraph> Graphs { get; }

    /// <summary>The schedule of a model.</summary>
    /// <param name="model">Gives the layers.</param>
    /// <param name="microbatches">1 or 2.</param>
    /// <param name="mtpLayers">Multi-token-prediction layers that draft: 0 or 1.</param>
    public static DecodeSchedule Of(ModelShape model, int microbatches, int mtpLayers)
    {
        ArgumentNullException.ThrowIfNull(model);
        var verify = Enumerable.Range(0, model.Layers).SelectMany(layer => Layer(model, layer, microbatches));
        ImmutableArray<DecodeGraph> graphs = [new DecodeGraph("verify", [.. verify, Head(model.Layers - 1)])];
        for (var drafted = 0; drafted < mtpLayers; drafted++)
        {
            graphs = graphs.Add(Draft(model.Layers + drafted, microbatches));
        }

        return new DecodeSchedule(graphs);
    }

    private static DecodeGraph Draft(int layer, int microbatches)
    {
        var projection = Each(DecodePhaseKind.MtpProjection, layer, microbatches);
        return new DecodeGraph("draft", [.. projection, .. MoeLayer(layer, microbatches), Head(layer)]);
    }

    private static IEnumerable<DecodePhase> Layer(ModelShape model, int layer, int microbatches) =>
        layer < model.DenseLayers
            ? Each(DecodePhaseKind.Dense, layer, microbatches)
            : MoeLayer(layer, microbatches);

    private static IEnumerable<DecodePhase> MoeLayer(int layer, int microbatches) =>
        Enumerable.Range(0, microbatches).SelectMany(microbatch => new[]
        {
            new DecodePhase(DecodePhaseKind.Dispatch, layer, microbatch),
            new DecodePhase(DecodePhaseKind.Experts, layer, microbatch),
            new DecodePhase(DecodePhaseKind.Combine, layer, microbatch),
        });

    private static IEnumerable<DecodePhase> Each(DecodePhaseKind kind, int layer, int microbatches) =>
        Enumerable.Range(0, microbatches).Select(microbatch => new DecodePhase(kind, layer, microbatch));

    private static DecodePhase Head(int layer) => new(DecodePhaseKind.Head, layer, 0);
}
