namespace CloudMatrix.Numerics;

/// <summary>
/// Rounds one layer to 8 bits. A block of weights, an output's or where scales are coarse the whole matrix, is clipped
/// to α of its largest where that brings the rounded products nearest to the exact ones.
/// </summary>
/// <remarks>Source: arXiv:2506.12708 §4.5, argmin_α ‖Block(x; w) − Block(x; Q(w; α))‖.</remarks>
internal sealed class LinearRounding
{
    private static readonly float[] Alphas = [1, 0.97f, 0.94f, 0.9f, 0.85f, 0.8f];

    /// <summary>Rounds a layer.</summary>
    /// <param name="layer">With the rows that it kept.</param>
    /// <param name="format">How its rows are packed.</param>
    /// <param name="transform">What is done to them before.</param>
    /// <param name="parts">Which parts of the scheme are used.</param>
    public LinearRounding(
        ObservedLinear layer, Int8RowFormat format, InputTransform transform, QuantizationParts parts)
    {
        var trial = new LinearTrial(layer);
        var weights = trial.Transformed(transform);
        var packed = trial.Packed(format);
        var scales = RoundedMatrix.ScalesOf(weights, trial.Outputs, parts);
        if (parts.HasFlag(QuantizationParts.Clipping))
        {
            scales = Clip(trial, weights, packed, (scales, parts));
        }

        Matrix = RoundedMatrix.Of(weights, scales);
        Bias = parts.HasFlag(QuantizationParts.Clipping) ? trial.ShiftsOf(Matrix, packed) : null;
    }

    /// <summary>The weights.</summary>
    public RoundedMatrix Matrix { get; }

    /// <summary>What is added to the results [outputs]; null for nothing.</summary>
    public float[]? Bias { get; }

    private static float[] Clip(
        LinearTrial trial, float[] weights, byte[] packed, (float[] Scales, QuantizationParts Parts) start)
    {
        var best = new float[trial.Outputs];
        var least = new float[trial.Outputs];
        Array.Fill(least, float.PositiveInfinity);
        foreach (var alpha in Alphas)
        {
            float[] scales = [.. start.Scales.Select(scale => scale * alpha)];
            var errors = trial.ErrorsOf(RoundedMatrix.Of(weights, scales), packed);
            if (!start.Parts.HasFlag(QuantizationParts.FineScales))
            {
                Array.Fill(errors, errors.Sum());
            }

            for (var output = 0; output < errors.Length; output++)
            {
                if (errors[output] < least[output])
                {
                    (least[output], best[output]) = (errors[output], scales[output]);
                }
            }
        }

        return best;
    }
}
