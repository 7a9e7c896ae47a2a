using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>y = x / √(mean(x²) + ε) · w.</summary>
/// <param name="weights">w.</param>
/// <param name="epsilon">ε.</param>
/// <param name="precision">What y is rounded to.</param>
/// <remarks>Source: arXiv:1910.07467.</remarks>
internal sealed class RmsNorm(ImmutableArray<float> weights, float epsilon, Precision precision)
{
    /// <summary>Normalises rows; the result may be the rows themselves.</summary>
    /// <param name="rows">x [rows, width].</param>
    /// <param name="result">y [rows, width].</param>
    public void Run(ReadOnlySpan<float> rows, Span<float> result)
    {
        var width = weights.Length;
        for (var start = 0; start < rows.Length; start += width)
        {
            var row = rows.Slice(start, width);
            var normed = result.Slice(start, width);
            var scale = 1 / MathF.Sqrt((Lanes.Dot(row, row) / width) + epsilon);
            TensorPrimitives.Multiply(row, scale, normed);
            TensorPrimitives.Multiply(normed, weights.AsSpan(), normed);
        }

        precision.Round(result);
    }
}
