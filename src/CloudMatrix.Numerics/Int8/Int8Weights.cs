using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>
/// Weights of 8 bits, read where they are mapped: y[i, j] = (Σ_k q[i, k] · w[j, k]) · s[i] · t[j] + b[j], q and s being
/// the packed rows. The sum is exact, so that y is the same on every processor.
/// </summary>
/// <param name="matrix">w and t.</param>
/// <param name="bias">b [outputs], which compensates what rounding shifts.</param>
/// <param name="input">How rows are packed.</param>
internal sealed class Int8Weights(Int8Matrix matrix, float[] bias, Int8RowFormat input) : ILinearWeights
{
    /// <inheritdoc/>
    public int Outputs => matrix.Rows;

    /// <inheritdoc/>
    public IRowFormat Input => input;

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> rows, Span<float> result)
    {
        using var packed = PackedRows.Rent(rows.Length / matrix.Columns, input.RowBytes);
        input.Pack(rows, packed.All);
        MultiplyPacked(packed.All, result);
    }

    /// <inheritdoc/>
    public void MultiplyPacked(ReadOnlySpan<byte> packed, Span<float> result)
    {
        // Sums take the places of the results that they become.
        var rows = new Int8Rows(packed, matrix.Columns);
        Int8Product.Run(rows, matrix.Numbers, MemoryMarshal.Cast<float, int>(result));
        for (var row = 0; row < rows.Count; row++)
        {
            Scale(result.Slice(row * Outputs, Outputs), rows.ScaleOf(row));
        }
    }

    // Each number by itself: vectors and the rest round alike.
    private void Scale(Span<float> row, float scale)
    {
        ref var sums = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<float, int>(row));
        ref var results = ref MemoryMarshal.GetReference(row);
        ref var scales = ref MemoryMarshal.GetArrayDataReference(matrix.Scales);
        ref var shifts = ref MemoryMarshal.GetArrayDataReference(bias);
        var j = 0;
        for (; j + Vector256<float>.Count <= row.Length; j += Vector256<float>.Count)
        {
            var sum = Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref sums, (nuint)j));
            var scaled = sum * scale * Vector256.LoadUnsafe(ref scales, (nuint)j);
            (scaled + Vector256.LoadUnsafe(ref shifts, (nuint)j)).StoreUnsafe(ref results, (nuint)j);
        }

        for (; j < row.Length; j++)
        {
            var sum = (float)BitConverter.SingleToInt32Bits(row[j]);
            row[j] = (sum * scale * matrix.Scales[j]) + bias[j];
        }
    }
}
