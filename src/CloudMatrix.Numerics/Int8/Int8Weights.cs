using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CloudMatrix.Numerics;

/// <summary>
/// Weights of 8 bits, read where they are mapped: y[i, j] = (Σ_k q[i, k] · w[j, k]) · s[i] · t[j] + b[j], q and s being
/// the packed rows. The sum is exact, so that y is the same on every processor.
/// </summary>
/// <param name="matrix">w and t.</param>
/// <param name="bias">b [outputs], which compensates what rounding shifts; null for zeros.</param>
/// <param name="input">How rows are packed.</param>
internal sealed class Int8Weights(Int8Matrix matrix, float[]? bias, Int8RowFormat input) : ILinearWeights
{
    /// <inheritdoc/>
    public int Outputs => matrix.Rows;

    /// <inheritdoc/>
    public IRowFormat Input => input;

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> rows, Span<float> result)
    {
        using var packed = RentedRows<byte>.Rent(rows.Length / matrix.Columns, input.RowBytes);
        input.Pack(rows, packed.All);
        MultiplyPacked(packed.All, result);
    }

    /// <inheritdoc/>
    public void MultiplyPacked(ReadOnlySpan<byte> packed, Span<float> result)
    {
        // Sums take the places of the results that they become.
        var rows = new Int8Rows(packed, matrix.Columns);
        matrix.Multiply(rows, MemoryMarshal.Cast<float, int>(result));
        for (var row = 0; row < rows.Count; row++)
        {
            var own = result.Slice(row * Outputs, Outputs);
            Int8Epilogue.Run(own, rows.ScaleOf(row), matrix.Scales);
            if (bias is not null)
            {
                TensorPrimitives.Add(own, bias, own);
            }
        }
    }
}
