using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>
/// A real model whose experts stand on the slots of an instance. It is read alone: every host of an instance makes the
/// same one.
/// </summary>
internal sealed class ShardedModel
{
    private readonly ImmutableArray<LayerSlots> _slots;

    /// <summary>Lets the balancer place the experts by what the first prompts choose.</summary>
    /// <param name="model">The model, loaded from the checkpoint that the specification names.</param>
    /// <param name="spec">What is generated.</param>
    /// <exception cref="ConfigurationException">Its layers are packed differently.</exception>
    public ShardedModel(DeepSeekModel model, GenerationSpec spec)
    {
        Model = model;
        RowContent = RowContentOf(model);
        _slots =
        [
            .. ExpertLoads.Observe(model, spec.Prompts)
                .Select(load => new LayerSlots(load, spec.Decode.Slots, model.Spec.Shape.ExpertsPerToken)),
        ];
    }

    /// <summary>The model.</summary>
    public DeepSeekModel Model { get; }

    /// <summary>What its rows are made of.</summary>
    public RowContent RowContent { get; }

    /// <summary>A layer; those that draft follow the model's own.</summary>
    public DecoderLayer LayerOf(int layer) =>
        layer < Model.Layers.Length ? Model.Layers[layer] : Model.MtpLayers[layer - Model.Layers.Length].Layer;

    /// <summary>The experts of a layer that routes.</summary>
    public MixtureOfExperts ExpertsOf(int layer) => LayerOf(layer).Experts!;

    /// <summary>The expert that a slot holds in each layer; none where it holds a copy of the shared one.</summary>
    public IEnumerable<ExpertId> ExpertsIn(SlotId slot) =>
        _slots.Select(slots => slots.ExpertIn(slot)).OfType<ExpertId>();

    /// <summary>Where a layer's experts are.</summary>
    public LayerSlots SlotsOf(int layer) => _slots[layer - Model.Spec.Shape.DenseLayers];

    // One window serves all layers.
    private static RowContent RowContentOf(DeepSeekModel model)
    {
        var contents = model.Layers.Concat(model.MtpLayers.Select(draft => draft.Layer))
            .Select(layer => layer.Experts)
            .OfType<MixtureOfExperts>()
            .Select(experts => new RowContent(experts.RowBytes, experts.AnswerBytes, experts.AnswersPerRow))
            .Distinct()
            .ToList();
        return contents.Count == 1
            ? contents[0]
            : throw new ConfigurationException(
                [$"{model.Spec.Shape.Name}: its layers hand experts rows of different sizes, which no window holds"]);
    }
}
