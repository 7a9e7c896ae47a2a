using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>Which tensors a rounded checkpoint has, in the order in which they are written.</summary>
/// <remarks>
/// First what is copied, then for each step of calibration its groups: what is done to rows, then the layers.
/// </remarks>
internal sealed class QuantizedLayout
{
    private const string BlockScaleSuffix = "_scale_inv";

    private readonly QuantizationParts _parts;

    /// <summary>Lays a checkpoint out.</summary>
    /// <param name="checkpoint">As it is.</param>
    /// <param name="layers">All linear layers, in the order of the model.</param>
    /// <param name="stepPrefixes">
    /// What the names of each step's layers begin with; the last step's with nothing.
    /// </param>
    /// <param name="parts">Which parts of the scheme are used.</param>
    public QuantizedLayout(
        Checkpoint checkpoint,
        IEnumerable<ObservedLinear> layers,
        IReadOnlyList<string> stepPrefixes,
        QuantizationParts parts)
    {
        _parts = parts;
        var rounded = layers.Where(IsRounded).ToList();
        var names = rounded.Select(layer => layer.Plan.Tensor).ToHashSet(StringComparer.Ordinal);
        Copied =
        [
            .. checkpoint.Names.Order(StringComparer.Ordinal)
                .Where(name => !names.Contains(name) && !names.Contains(WithoutScale(name)))
                .Select(name => checkpoint.Find(name)!),
        ];
        Steps =
        [
            .. stepPrefixes.Select(prefix => (ImmutableArray<LinearGroup>)
            [
                .. rounded.Where(layer => stepPrefixes.First(Begins(layer)) == prefix)
                    .GroupBy(layer => layer.Plan.Input)
                    .Select(group => new LinearGroup(group.Key, [.. group])),
            ]),
        ];
    }

    /// <summary>Tensors that stay as they are.</summary>
    public ImmutableArray<CheckpointTensor> Copied { get; }

    /// <summary>Layers that are rounded, by step and by what they are handed.</summary>
    public ImmutableArray<ImmutableArray<LinearGroup>> Steps { get; }

    /// <summary>All tensors.</summary>
    public IReadOnlyList<TensorPlan> Tensors =>
    [
        .. Copied.Select(tensor => new TensorPlan(tensor.Name, tensor.Format, tensor.Shape)),
        .. Steps.SelectMany(groups => groups).SelectMany(TensorsOf),
    ];

    private bool IsRounded(ObservedLinear layer) =>
        layer.Plan.Kind == LinearKind.Large || !_parts.HasFlag(QuantizationParts.MixedPrecision);

    private static string WithoutScale(string name) => name.EndsWith(BlockScaleSuffix, StringComparison.Ordinal)
        ? name[..^BlockScaleSuffix.Length]
        : name;

    private static Func<string, bool> Begins(ObservedLinear layer) =>
        prefix => layer.Plan.Name.StartsWith(prefix, StringComparison.Ordinal);

    private IEnumerable<TensorPlan> TensorsOf(LinearGroup group)
    {
        if (_parts.HasFlag(QuantizationParts.ScaleSearch))
        {
            yield return F32(Int8Names.ChannelScales(group.Input), group.Width);
        }

        if (_parts.HasFlag(QuantizationParts.OutlierSuppression))
        {
            yield return F32(Int8Names.RotationBlock(group.Input), 1);
        }

        if (!_parts.HasFlag(QuantizationParts.FineScales))
        {
            yield return F32(Int8Names.InputScale(group.Input), 1);
        }

        foreach (var plan in group.Layers.Select(layer => layer.Plan))
        {
            yield return new TensorPlan(plan.Tensor, TensorFormat.I8, [plan.Size.Outputs, plan.Size.Inputs]);
            yield return F32(Int8Names.WeightScale(plan.Tensor), plan.Size.Outputs, 1);
            if (_parts.HasFlag(QuantizationParts.Clipping))
            {
                yield return F32(Int8Names.Bias(plan.Name), plan.Size.Outputs);
            }
        }
    }

    private static TensorPlan F32(string name, params ImmutableArray<long> shape) =>
        new(name, TensorFormat.F32, shape);
}
