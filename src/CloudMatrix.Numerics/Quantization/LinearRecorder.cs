namespace CloudMatrix.Numerics;

/// <summary>Lists a model's linear layers as they are loaded, and has each keep rows that it multiplies.</summary>
internal sealed class LinearRecorder : ILinearObserver
{
    private readonly Dictionary<string, ObservedLinear> _layers = new(StringComparer.Ordinal);

    /// <summary>The layers, each once, in the order in which the model asked for them.</summary>
    public List<ObservedLinear> Layers { get; } = [];

    /// <inheritdoc/>
    public ILinearWeights Observe(LinearPlan plan, IWeightMatrix matrix, ILinearWeights weights)
    {
        if (!_layers.TryGetValue(plan.Name, out var layer))
        {
            layer = new ObservedLinear(plan, matrix, weights);
            _layers.Add(plan.Name, layer);
            Layers.Add(layer);
        }

        return layer;
    }
}
