using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CloudMatrix.Numerics;

/// <summary>
/// 32 products at a time: weights are widened to 16 bits, and products of neighbours added to one another (vpmaddwd)
/// and to the sums.
/// </summary>
/// <remarks>
/// Four rows meet four rows of weights: sixteen sums stay in registers, and a weight is widened once for four rows.
/// .NET exposes no 512-bit form of the VNNI instructions.
/// </remarks>
internal readonly struct Avx512Tile : IInt8Tile
{
    /// <inheritdoc/>
    public static bool IsSupported => Avx512BW.IsSupported;

    /// <inheritdoc/>
    public static int Group => 32;

    /// <inheritdoc/>
    public static int Rows => 4;

    /// <inheritdoc/>
    public static Vector128<int> SumRow(ref short x, ref sbyte w, Int8Shape shape)
    {
        var (columns, stride, last) = ((nuint)shape.Columns, (nuint)shape.Stride, (nuint)(shape.Columns - Group));
        Vector512<int> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint k = 0; k < stride; k += (nuint)Group)
        {
            ref var weights = ref Unsafe.Add(ref w, nuint.Min(k, last));
            var row = Vector512.LoadUnsafe(ref x, k);
            s0 = Add(s0, row, Widen(ref weights, 0));
            s1 = Add(s1, row, Widen(ref weights, columns));
            s2 = Add(s2, row, Widen(ref weights, 2 * columns));
            s3 = Add(s3, row, Widen(ref weights, 3 * columns));
        }

        return Reduce(s0, s1, s2, s3);
    }

    /// <inheritdoc/>
    public static void Sum(ref short x, ref sbyte w, Int8Shape shape, Span<Vector128<int>> sums)
    {
        var (columns, stride, last) = ((nuint)shape.Columns, (nuint)shape.Stride, (nuint)(shape.Columns - Group));
        Vector512<int> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector512<int> b0 = default, b1 = default, b2 = default, b3 = default;
        Vector512<int> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<int> d0 = default, d1 = default, d2 = default, d3 = default;
        for (nuint k = 0; k < stride; k += (nuint)Group)
        {
            ref var weights = ref Unsafe.Add(ref w, nuint.Min(k, last));
            ref var rows = ref Unsafe.Add(ref x, k);
            var (a, b) = (Vector512.LoadUnsafe(ref rows), Vector512.LoadUnsafe(ref rows, stride));
            var (c, d) = (Vector512.LoadUnsafe(ref rows, 2 * stride), Vector512.LoadUnsafe(ref rows, 3 * stride));
            FetchNext(ref weights, columns);
            var weight = Widen(ref weights, 0);
            (a0, b0) = (Add(a0, a, weight), Add(b0, b, weight));
            (c0, d0) = (Add(c0, c, weight), Add(d0, d, weight));
            weight = Widen(ref weights, columns);
            (a1, b1) = (Add(a1, a, weight), Add(b1, b, weight));
            (c1, d1) = (Add(c1, c, weight), Add(d1, d, weight));
            weight = Widen(ref weights, 2 * columns);
            (a2, b2) = (Add(a2, a, weight), Add(b2, b, weight));
            (c2, d2) = (Add(c2, c, weight), Add(d2, d, weight));
            weight = Widen(ref weights, 3 * columns);
            (a3, b3) = (Add(a3, a, weight), Add(b3, b, weight));
            (c3, d3) = (Add(c3, c, weight), Add(d3, d, weight));
        }

        sums[0] = Reduce(a0, a1, a2, a3);
        sums[1] = Reduce(b0, b1, b2, b3);
        sums[2] = Reduce(c0, c1, c2, c3);
        sums[3] = Reduce(d0, d1, d2, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Widen(ref sbyte weights, nuint offset) =>
        Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref weights, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Add(Vector512<int> sum, Vector512<short> row, Vector512<short> weight) =>
        sum + Avx512BW.MultiplyAddAdjacent(row, weight);

    // Rows of weights are too short for the processor to foresee where the next ones begin; to ask for memory beyond
    // the last ones is no fault.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void FetchNext(ref sbyte weights, nuint columns)
    {
        var next = (sbyte*)Unsafe.AsPointer(ref weights) + (4 * columns);
        Sse.Prefetch0(next);
        Sse.Prefetch0(next + columns);
        Sse.Prefetch0(next + (2 * columns));
        Sse.Prefetch0(next + (3 * columns));
    }

    // Four vectors to their four sums: transposes within 128 bits and adds on the way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Reduce(Vector512<int> s0, Vector512<int> s1, Vector512<int> s2, Vector512<int> s3)
    {
        var s01 = (Avx512F.UnpackLow(s0, s1) + Avx512F.UnpackHigh(s0, s1)).AsInt64();
        var s23 = (Avx512F.UnpackLow(s2, s3) + Avx512F.UnpackHigh(s2, s3)).AsInt64();
        var all = Avx512F.UnpackLow(s01, s23).AsInt32() + Avx512F.UnpackHigh(s01, s23).AsInt32();
        var half = all.GetLower() + all.GetUpper();
        return half.GetLower() + half.GetUpper();
    }
}
