using System.Runtime.InteropServices;

namespace CloudMatrix.Numerics;

/// <summary>A matrix rounded to 8 bits.</summary>
/// <param name="Numbers">[outputs, inputs].</param>
/// <param name="Scales">[outputs].</param>
internal sealed record RoundedMatrix(sbyte[] Numbers, float[] Scales)
{
    /// <summary>Rounds a matrix.</summary>
    /// <param name="weights">[outputs, inputs], transformed.</param>
    /// <param name="scales">[outputs].</param>
    public static RoundedMatrix Of(ReadOnlySpan<float> weights, float[] scales)
    {
        var numbers = new sbyte[weights.Length];
        var inputs = weights.Length / scales.Length;
        for (var output = 0; output < scales.Length; output++)
        {
            Int8RowFormat.Round(
                weights.Slice(output * inputs, inputs), scales[output], numbers.AsSpan(output * inputs, inputs));
        }

        return new RoundedMatrix(numbers, scales);
    }

    /// <summary>Scales that let the largest number of each output be 127, or that of the whole matrix.</summary>
    public static float[] ScalesOf(ReadOnlySpan<float> weights, int outputs, QuantizationParts parts)
    {
        var scales = new float[outputs];
        if (!parts.HasFlag(QuantizationParts.FineScales))
        {
            Array.Fill(scales, Int8RowFormat.ScaleOf(weights));
            return scales;
        }

        var inputs = weights.Length / outputs;
        for (var output = 0; output < outputs; output++)
        {
            scales[output] = Int8RowFormat.ScaleOf(weights.Slice(output * inputs, inputs));
        }

        return scales;
    }

    /// <summary>Multiplies packed rows, as a loaded layer without a bias would.</summary>
    /// <param name="rows">x.</param>
    /// <param name="results">y [rows, outputs].</param>
    public void Multiply(Int8Rows rows, Span<float> results)
    {
        var sums = MemoryMarshal.Cast<float, int>(results);
        Int8Product.Run(rows, Numbers, sums);
        for (var row = 0; row < rows.Count; row++)
        {
            Int8Epilogue.Run(results.Slice(row * Scales.Length, Scales.Length), rows.ScaleOf(row), Scales);
        }
    }
}
