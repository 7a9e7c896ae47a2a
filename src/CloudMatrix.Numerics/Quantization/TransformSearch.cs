using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>
/// Adaptive scale search and outlier suppression: of a few transforms of a group's rows the one with which rounded
/// products are nearest to the exact ones, Σ ‖Q(w / c · H) · Q(x ∘ c · H) − w · x‖².
/// </summary>
/// <remarks>
/// c[k] = max |w[·, k]|^(1 − α) / max |x[·, k]|^α for α from 0 to 1, or 1; H a rotation of blocks as large as the width
/// allows, or none. Sources: arXiv:2506.12708 §4.5; the form of c is SmoothQuant's (arXiv:2211.10438, equation 4).
/// </remarks>
internal static class TransformSearch
{
    private const int StepsOfAlpha = 5;

    // A shared transform is judged by so many of the layers that share it: they see rows of one distribution.
    private const int Judges = 32;

    // Channels that are nearly always 0 would be blown up without bound.
    private const float LeastShare = 1e-4f;

    /// <summary>The best transform of a group's rows.</summary>
    public static InputTransform Run(LinearGroup group, QuantizationParts parts)
    {
        var judges = group.Layers.Where((_, i) => i % ((group.Layers.Count / Judges) + 1) == 0).ToList();
        var trials = judges.ConvertAll(layer => new LinearTrial(layer));
        var judged = group with { Layers = judges };
        return Candidates(judged, parts)
            .MinBy(transform =>
            {
                var format = judged.FormatOf(transform, parts);
                return trials.Sum(trial => ErrorOf(trial, transform, (format, parts)));
            })!;
    }

    private static float ErrorOf(
        LinearTrial trial, InputTransform transform, (Int8RowFormat Format, QuantizationParts Parts) how)
    {
        var weights = trial.Transformed(transform);
        var matrix = RoundedMatrix.Of(weights, RoundedMatrix.ScalesOf(weights, trial.Outputs, how.Parts));
        return trial.ErrorsOf(matrix, trial.Packed(how.Format)).Sum();
    }

    private static IEnumerable<InputTransform> Candidates(LinearGroup group, QuantizationParts parts)
    {
        var isTurned = parts.HasFlag(QuantizationParts.OutlierSuppression);
        int[] blocks = isTurned ? [1, InputTransform.LargestBlock(group.Width)] : [1];
        IEnumerable<float[]?> scales = [null];
        if (parts.HasFlag(QuantizationParts.ScaleSearch))
        {
            var (ofRows, ofWeights) = (MostOfChannels(group, OfRows), MostOfChannels(group, OfWeights));
            scales = scales.Concat(Enumerable.Range(0, StepsOfAlpha + 1)
                .Select(step => ScalesOf(ofRows, ofWeights, (float)step / StepsOfAlpha)));
        }

        return scales.SelectMany(_ => blocks, (scale, block) => new InputTransform(scale, block));
    }

    private static float[] ScalesOf(float[] ofRows, float[] ofWeights, float alpha) =>
    [
        .. ofRows.Zip(ofWeights, (row, weight) => MathF.Pow(weight, 1 - alpha) / MathF.Pow(row, alpha)),
    ];

    private static float[] MostOfChannels(LinearGroup group, Action<ObservedLinear, float[]> addMagnitudes)
    {
        var most = new float[group.Width];
        foreach (var layer in group.Layers)
        {
            addMagnitudes(layer, most);
        }

        var least = Math.Max(TensorPrimitives.Max<float>(most) * LeastShare, float.Epsilon / LeastShare);
        return [.. most.Select(number => Math.Max(number, least))];
    }

    private static void OfRows(ObservedLinear layer, float[] most)
    {
        for (var first = 0; first < layer.Sample.Rows.Length; first += most.Length)
        {
            TensorPrimitives.MaxMagnitude(layer.Sample.Rows.Slice(first, most.Length), most, most);
        }

        TensorPrimitives.Abs<float>(most, most);
    }

    private static void OfWeights(ObservedLinear layer, float[] most)
    {
        using var row = RentedRows<float>.Rent(1, most.Length);
        for (var output = 0; output < layer.Matrix.Rows; output++)
        {
            TensorPrimitives.MaxMagnitude(layer.Matrix.Read(output..(output + 1), row.All), most, most);
        }

        TensorPrimitives.Abs<float>(most, most);
    }
}
