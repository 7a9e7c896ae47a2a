namespace CloudMatrix.Numerics;

/// <summary>y = silu(g) · u, with silu(g) = g / (1 + e^(−g)).</summary>
/// <remarks>Source: arXiv:2002.05202.</remarks>
internal static class SwiGlu
{
    /// <summary>Replaces g by y.</summary>
    /// <param name="gate">g.</param>
    /// <param name="up">u, as many.</param>
    public static void Run(Span<float> gate, ReadOnlySpan<float> up)
    {
        for (var i = 0; i < gate.Length; i++)
        {
            gate[i] = gate[i] / (1 + MathF.Exp(-gate[i])) * up[i];
        }
    }
}
