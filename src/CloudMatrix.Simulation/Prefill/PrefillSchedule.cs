using System.Collections.Immutable;
using CloudMatrix.Model;
using static CloudMatrix.Simulation.PrefillStage;

namespace CloudMatrix.Simulation;

/// <summary>The one order in which the stages of a prefill batch are put on the streams of every die.</summary>
/// <remarks>
/// <code>
/// AIC    attention 0 ······ attention 1 ·········· experts 0   experts 1    (next layer) attention 0 …
/// AIV               DispatchCompute 0   DispatchCompute 1   CombineCompute 0   CombineCompute 1
/// SDMA    gather 0   a2a 0   gather 1   dispatch 0   a2a 1   dispatch 1   combine 0   combine 1
/// </code>
/// Attention is one run of operators on the matrix cores' stream, which waits where a collective stands in it; its own
/// two collectives go over the same port as dispatch and combine, in the order in which they become ready.
/// Source: arXiv:2506.12708 §4.3.2; what the paper leaves open is in docs/decisions/0011.
/// </remarks>
public static class PrefillSchedule
{
    private static readonly ImmutableArray<PrefillStage> Entry = [DownProjection, Gather];
    private static readonly ImmutableArray<PrefillStage> Attend = [UpProjection, Attention, AllToAll, OutputProjection];
    private static readonly ImmutableArray<PrefillStage> Choose = [Gate, SharedExpert, DispatchCompute];
    private static readonly ImmutableArray<PrefillStage> Serve = [Experts, Combine, CombineCompute];

    /// <summary>The steps of a batch up to its head.</summary>
    /// <param name="model">Gives the layers.</param>
    /// <param name="microbatches">1 or 2.</param>
    public static ImmutableArray<PrefillStep> Of(ModelShape model, int microbatches)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. Enumerable.Range(0, model.Layers)
            .SelectMany(layer => layer < model.DenseLayers ? Dense(layer, microbatches) : Moe(layer, microbatches))];
    }

    private static IEnumerable<PrefillStep> Dense(int layer, int microbatches) =>
        Enumerable.Range(0, microbatches)
            .SelectMany(microbatch => On(layer, microbatch, [.. Entry, .. Attend, DenseFeedForward]));

    private static IEnumerable<PrefillStep> Moe(int layer, int microbatches) => microbatches == 1
        ? On(layer, 0, [.. Entry, .. Attend, .. Choose, Dispatch, .. Serve])
        :
        [
            .. On(layer, 0, [.. Entry, .. Attend, .. Choose]),
            .. On(layer, 1, Entry),
            .. On(layer, 0, [Dispatch]),
            .. On(layer, 1, [.. Attend, .. Choose, Dispatch]),
            .. On(layer, 0, Serve),
            .. On(layer, 1, Serve),
        ];

    private static IEnumerable<PrefillStep> On(int layer, int microbatch, ImmutableArray<PrefillStage> stages) =>
        stages.Select(stage => new PrefillStep(stage, layer, microbatch));
}
