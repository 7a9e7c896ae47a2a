using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CloudMatrix.Benchmarks;

/// <summary>
/// What bounds a product of 8-bit numbers here: the best loop of exact products that C# can express, with all it needs
/// in registers, and a read of memory that does nothing with it.
/// </summary>
/// <remarks>
/// Exact for all 8-bit numbers are vpmaddwd and an addition (two instructions for 32 products) and, where .NET exposes
/// VNNI, vpdpwssd (one for 16). vpmaddubsw would do more, and saturates.
/// </remarks>
internal static class Int8Roofs
{
    private const int Loops = 400_000;
    private const int SumsInRegisters = 16;
    private const int Variants = 16;
    private const int Lanes512 = 32;
    private const int Lanes256 = 16;

    /// <summary>Products that <see cref="Dots"/> computes.</summary>
    public static long ProductsOfDots => (long)Loops * SumsInRegisters * (Avx512BW.IsSupported ? 32 : 16);

    /// <summary>The instructions that are measured.</summary>
    public static string Description => Avx512BW.IsSupported ? "dot roof: vpmaddwd and vpaddd, 512 bits"
        : AvxVnni.IsSupported ? "dot roof: vpdpwssd, 256 bits"
        : "dot roof: vpmaddwd and vpaddd, 256 bits";

    /// <summary>Adds products to sums in registers.</summary>
    public static int Dots() => Avx512BW.IsSupported ? Dots512() : Dots256();

    /// <summary>Reads numbers.</summary>
    public static int Read(ReadOnlySpan<sbyte> numbers)
    {
        var vectors = MemoryMarshal.Cast<sbyte, Vector256<int>>(numbers);
        Vector256<int> a = default, b = default, c = default, d = default;
        for (var i = 0; i + 4 <= vectors.Length; i += 4)
        {
            (a, b, c, d) = (a | vectors[i], b | vectors[i + 1], c | vectors[i + 2], d | vectors[i + 3]);
        }

        return Vector256.Sum(a | b | c | d);
    }

    // Other numbers each time, so that no product can be kept; to load them takes none of the units that multiply.
    private static int Dots512()
    {
        var numbers = new short[Variants * Lanes512];
        ref var x = ref MemoryMarshal.GetArrayDataReference(numbers);
        Vector512<int> a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default;
        Vector512<int> b2 = default, b3 = default, c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<int> d0 = default, d1 = default, d2 = default, d3 = default;
        var (p, q) = (Vector512.Create((short)3), Vector512.Create((short)-5));
        var (r, s) = (Vector512.Create((short)7), Vector512.Create((short)-9));
        for (var loop = 0; loop < Loops; loop++)
        {
            var at = (nuint)((loop % (Variants / 4)) * 4 * Lanes512);
            var (a, b) = (Vector512.LoadUnsafe(ref x, at), Vector512.LoadUnsafe(ref x, at + Lanes512));
            var (c, d) = (Vector512.LoadUnsafe(ref x, at + (2 * Lanes512)), Vector512.LoadUnsafe(ref x, at + 96));
            (a0, a1, a2, a3) = (Add(a0, a, p), Add(a1, a, q), Add(a2, a, r), Add(a3, a, s));
            (b0, b1, b2, b3) = (Add(b0, b, p), Add(b1, b, q), Add(b2, b, r), Add(b3, b, s));
            (c0, c1, c2, c3) = (Add(c0, c, p), Add(c1, c, q), Add(c2, c, r), Add(c3, c, s));
            (d0, d1, d2, d3) = (Add(d0, d, p), Add(d1, d, q), Add(d2, d, r), Add(d3, d, s));
        }

        return Vector512.Sum(a0 + a1 + a2 + a3 + b0 + b1 + b2 + b3 + c0 + c1 + c2 + c3 + d0 + d1 + d2 + d3);
    }

    private static int Dots256()
    {
        var numbers = new short[Variants * Lanes256];
        ref var x = ref MemoryMarshal.GetArrayDataReference(numbers);
        Vector256<int> a0 = default, a1 = default, a2 = default, a3 = default;
        Vector256<int> b0 = default, b1 = default, b2 = default, b3 = default;
        var (p, q) = (Vector256.Create((short)3), Vector256.Create((short)-5));
        var (r, s) = (Vector256.Create((short)7), Vector256.Create((short)-9));
        for (var loop = 0; loop < 2 * Loops; loop++)
        {
            var at = (nuint)((loop % (Variants / 2)) * 2 * Lanes256);
            var (a, b) = (Vector256.LoadUnsafe(ref x, at), Vector256.LoadUnsafe(ref x, at + Lanes256));
            (a0, a1, a2, a3) = (Add(a0, a, p), Add(a1, a, q), Add(a2, a, r), Add(a3, a, s));
            (b0, b1, b2, b3) = (Add(b0, b, p), Add(b1, b, q), Add(b2, b, r), Add(b3, b, s));
        }

        return Vector256.Sum(a0 + a1 + a2 + a3 + b0 + b1 + b2 + b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Add(Vector512<int> sum, Vector512<short> x, Vector512<short> y) =>
        sum + Avx512BW.MultiplyAddAdjacent(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Add(Vector256<int> sum, Vector256<short> x, Vector256<short> y) =>
        AvxVnni.IsSupported
            ? AvxVnni.MultiplyWideningAndAdd(sum, x, y)
            : sum + Avx2.MultiplyAddAdjacent(x, y);
}
