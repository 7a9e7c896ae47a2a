using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>p[i] = e^(x[i] − max x) / Σ_j e^(x[j] − max x).</summary>
internal static class Softmax
{
    /// <summary>Replaces scores by their shares.</summary>
    /// <param name="scores">One or more.</param>
    public static void Run(Span<float> scores)
    {
        var best = TensorPrimitives.Max<float>(scores);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = MathF.Exp(scores[i] - best);
        }

        TensorPrimitives.Divide(scores, Lanes.Sum(scores), scores);
    }
}
