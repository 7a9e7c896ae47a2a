using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>8-bit floats: 4 bits of exponent with bias 7, 3 of fraction, no infinities.</summary>
/// <remarks>Source: arXiv:2209.05433.</remarks>
internal static class Float8E4M3
{
    private const int Values = 256;
    private const int Sign = 0x80;
    private const int NotANumber = 0x7F;
    private const int FractionBits = 3;
    private const int Bias = 7;

    private static readonly ImmutableArray<float> ToSingle =
        [.. Enumerable.Range(0, Values).Select(bits => Decode((byte)bits))];

    /// <summary>Numbers as float32, which holds them exactly.</summary>
    /// <param name="source">Their bits.</param>
    /// <param name="target">As many.</param>
    public static void Widen(ReadOnlySpan<byte> source, Span<float> target)
    {
        var values = ToSingle.AsSpan();
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = values[source[i]];
        }
    }

    private static float Decode(byte bits)
    {
        var magnitude = bits & ~Sign;
        if (magnitude == NotANumber)
        {
            return float.NaN;
        }

        // An exponent of 0 has no hidden bit and the exponent 1.
        var exponent = magnitude >> FractionBits;
        var fraction = magnitude & ((1 << FractionBits) - 1);
        var significand = exponent == 0 ? fraction : fraction + (1 << FractionBits);
        var value = MathF.ScaleB(significand, Math.Max(exponent, 1) - Bias - FractionBits);
        return (bits & Sign) == 0 ? value : -value;
    }
}
