using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>Turns a row of whole sums into results: y[j] = sum[j] · s · t[j], each by itself.</summary>
internal static class Int8Epilogue
{
    /// <summary>Replaces sums by results.</summary>
    /// <param name="row">The bits of 32-bit sums; takes y.</param>
    /// <param name="scale">s, of the row.</param>
    /// <param name="scales">t, as many.</param>
    public static void Run(Span<float> row, float scale, ReadOnlySpan<float> scales)
    {
        ref var sums = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<float, int>(row));
        ref var results = ref MemoryMarshal.GetReference(row);
        ref var factors = ref MemoryMarshal.GetReference(scales[..row.Length]);
        var j = 0;
        for (; j + Vector256<float>.Count <= row.Length; j += Vector256<float>.Count)
        {
            var sum = Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref sums, (nuint)j));
            (sum * scale * Vector256.LoadUnsafe(ref factors, (nuint)j)).StoreUnsafe(ref results, (nuint)j);
        }

        for (; j < row.Length; j++)
        {
            row[j] = BitConverter.SingleToInt32Bits(row[j]) * scale * scales[j];
        }
    }
}
