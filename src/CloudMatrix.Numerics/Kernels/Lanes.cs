using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>
/// Float sums in one fixed order: element k goes to lane k mod 8, each lane adds its elements as they come, and a tree
/// of three levels adds the lanes. Any vector width, batch and host gives the same bits.
/// </summary>
/// <remarks>
/// A product is fused with its addition (one rounding), which IEEE 754 fixes to the last bit. Elements beyond the
/// last whole eight are padded with zeros, which change no lane: a sum that begins at +0 never becomes −0.
/// </remarks>
internal static class Lanes
{
    /// <summary>How many sums run side by side.</summary>
    public const int Count = 8;

    /// <summary>Σ_k left[k] · right[k].</summary>
    /// <param name="left">[count].</param>
    /// <param name="right">[count].</param>
    public static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, left.Length);
        ref var x = ref MemoryMarshal.GetReference(left);
        ref var y = ref MemoryMarshal.GetReference(right);
        var sums = Vector256<float>.Zero;
        var whole = WholeOf(left.Length);
        for (nuint k = 0; k < whole; k += Count)
        {
            sums = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, k), Vector256.LoadUnsafe(ref y, k), sums);
        }

        return Finish(sums, left, right);
    }

    /// <summary>Adds the products after the last whole group to the lanes, and the lanes to one another.</summary>
    public static float Finish(Vector256<float> sums, ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        Reduce(left.Length % Count == 0 ? sums : Vector256.FusedMultiplyAdd(Rest(left), Rest(right), sums));

    /// <summary>Σ_k numbers[k].</summary>
    public static float Sum(ReadOnlySpan<float> numbers)
    {
        ref var x = ref MemoryMarshal.GetReference(numbers);
        var sums = Vector256<float>.Zero;
        var whole = WholeOf(numbers.Length);
        for (nuint k = 0; k < whole; k += Count)
        {
            sums += Vector256.LoadUnsafe(ref x, k);
        }

        return Reduce(sums + Rest(numbers));
    }

    /// <summary>The elements that fill whole groups of lanes.</summary>
    public static nuint WholeOf(int length) => (nuint)(length & ~(Count - 1));

    // The lanes in their tree: 4 apart, 2 apart, neighbours.
    private static float Reduce(Vector256<float> sums)
    {
        var fours = sums.GetLower() + sums.GetUpper();
        return (fours[0] + fours[2]) + (fours[1] + fours[3]);
    }

    // The elements after the last whole group, and zeros.
    private static Vector256<float> Rest(ReadOnlySpan<float> numbers)
    {
        Span<float> padded = stackalloc float[Count];
        padded.Clear();
        numbers[(int)WholeOf(numbers.Length)..].CopyTo(padded);
        return Vector256.Create(padded);
    }
}
