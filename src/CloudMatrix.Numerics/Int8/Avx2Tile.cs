using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CloudMatrix.Numerics;

/// <summary>
/// 16 products at a time: weights are widened to 16 bits, and products of neighbours added to one another and to the
/// sums: in one instruction where the processor has AVX-VNNI (vpdpwssd), else in two.
/// </summary>
/// <remarks>Two rows meet four rows of weights: the sums stay in AVX2's sixteen registers.</remarks>
internal readonly struct Avx2Tile : IInt8Tile
{
    /// <inheritdoc/>
    public static bool IsSupported => Avx2.IsSupported;

    /// <inheritdoc/>
    public static int Group => 16;

    /// <inheritdoc/>
    public static int Rows => 2;

    /// <inheritdoc/>
    public static Vector128<int> SumRow(ref short x, ref sbyte w, Int8Shape shape)
    {
        var (columns, stride, last) = ((nuint)shape.Columns, (nuint)shape.Stride, (nuint)(shape.Columns - Group));
        Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint k = 0; k < stride; k += (nuint)Group)
        {
            ref var weights = ref Unsafe.Add(ref w, nuint.Min(k, last));
            var row = Vector256.LoadUnsafe(ref x, k);
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
        Vector256<int> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector256<int> b0 = default, b1 = default, b2 = default, b3 = default;
        for (nuint k = 0; k < stride; k += (nuint)Group)
        {
            ref var weights = ref Unsafe.Add(ref w, nuint.Min(k, last));
            var (a, b) = (Vector256.LoadUnsafe(ref x, k), Vector256.LoadUnsafe(ref x, k + stride));
            var weight = Widen(ref weights, 0);
            (a0, b0) = (Add(a0, a, weight), Add(b0, b, weight));
            weight = Widen(ref weights, columns);
            (a1, b1) = (Add(a1, a, weight), Add(b1, b, weight));
            weight = Widen(ref weights, 2 * columns);
            (a2, b2) = (Add(a2, a, weight), Add(b2, b, weight));
            weight = Widen(ref weights, 3 * columns);
            (a3, b3) = (Add(a3, a, weight), Add(b3, b, weight));
        }

        sums[0] = Reduce(a0, a1, a2, a3);
        sums[1] = Reduce(b0, b1, b2, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Widen(ref sbyte weights, nuint offset) =>
        Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref weights, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Add(Vector256<int> sum, Vector256<short> row, Vector256<short> weight) =>
        AvxVnni.IsSupported
            ? AvxVnni.MultiplyWideningAndAdd(sum, row, weight)
            : sum + Avx2.MultiplyAddAdjacent(row, weight);

    // Four vectors to their four sums.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Reduce(Vector256<int> s0, Vector256<int> s1, Vector256<int> s2, Vector256<int> s3)
    {
        var all = Avx2.HorizontalAdd(Avx2.HorizontalAdd(s0, s1), Avx2.HorizontalAdd(s2, s3));
        return all.GetLower() + all.GetUpper();
    }
}
