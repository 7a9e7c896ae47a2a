using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>bfloat16: the upper half of a float32.</summary>
internal static class BFloat16
{
    private const int Shift = 16;
    private const uint BelowHalf = 0x7FFF;
    private const uint UpperHalf = 0xFFFF0000;

    /// <summary>Numbers as float32, which holds them exactly.</summary>
    /// <param name="source">Their bits.</param>
    /// <param name="target">As many.</param>
    public static void Widen(ReadOnlySpan<ushort> source, Span<float> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target[..source.Length]);
        var i = 0;
        for (; i + Vector128<ushort>.Count <= source.Length; i += Vector128<ushort>.Count)
        {
            var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
            var bits = Vector256.Create(lower, upper) << Shift;
            bits.AsSingle().StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < source.Length; i++)
        {
            target[i] = BitConverter.UInt32BitsToSingle((uint)source[i] << Shift);
        }
    }

    /// <summary>The bits of numbers that are bfloat16 already; of others, the lower half is lost.</summary>
    /// <param name="source">Rounded numbers.</param>
    /// <param name="target">As many.</param>
    public static void Narrow(ReadOnlySpan<float> source, Span<ushort> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = (ushort)(BitConverter.SingleToUInt32Bits(source[i]) >> Shift);
        }
    }

    /// <summary>Rounds float32 numbers in place to the nearest bfloat16, ties to even.</summary>
    public static void Round(Span<float> numbers)
    {
        foreach (ref var number in numbers)
        {
            // What is not a number stays so; adding could carry it into the sign.
            var bits = BitConverter.SingleToUInt32Bits(number);
            number = float.IsNaN(number)
                ? number
                : BitConverter.UInt32BitsToSingle((bits + BelowHalf + ((bits >> Shift) & 1)) & UpperHalf);
        }
    }
}
