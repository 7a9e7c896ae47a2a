using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// Stage 1 of prefill attention, sequence-parallel: a die normalises and projects down its own tokens.
/// </summary>
/// <remarks>
/// <code>
/// 1  normalise, quantise       t · h · (2 + 1) bytes
/// 2  x → q_a, kv_a             [h, q + c + r]              one product
/// 3  normalise the latents     t · (q + c) · (2 + 2) bytes
/// </code>
/// t: the die's tokens; other symbols as in <see cref="MlaPrologCost"/>. Without latents only 1 is left, in BF16;
/// without a query latent 2 has the columns of kv_a alone. Each line is a kernel: the paper fuses them for decode
/// (MLAProlog) and says nothing of prefill. Source: arXiv:2506.12708 §4.3.1.
/// </remarks>
public static class PrefillDownProjectionCost
{
    private const int NormalisedInt8 = 3;
    private const int NormalisedBf16 = 4;

    /// <summary>The stage's time; zero where there are no tokens.</summary>
    /// <param name="model">Gives the dimensions.</param>
    /// <param name="tokens">The die's own tokens.</param>
    /// <param name="share">The cores.</param>
    public static VirtualDuration Time(ModelShape model, int tokens, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(share);
        return tokens == 0 ? VirtualDuration.Zero : model.Attention switch
        {
            LatentAttention latent => Latent(model.HiddenSize, latent, tokens, share),
            GroupedQueryAttention => Pass((double)tokens * model.HiddenSize * NormalisedBf16, share),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Attention, "Not an attention."),
        };
    }

    private static VirtualDuration Latent(int hidden, LatentAttention attention, int tokens, DieShare share)
    {
        var query = attention.QLoraRank ?? 0;
        var projected = GemmShape.Of(tokens, query + attention.KvElementsPerToken, hidden);
        return Pass((double)tokens * hidden * NormalisedInt8, share)
            + GemmCost.QuantisedWork(projected, share).TimeOn(share.Machine)
            + Pass((double)tokens * (query + attention.KvLoraRank) * NormalisedBf16, share);
    }

    private static VirtualDuration Pass(double bytes, DieShare share) =>
        OperatorWork.Moving(bytes).TimeOn(share.Machine);
}
