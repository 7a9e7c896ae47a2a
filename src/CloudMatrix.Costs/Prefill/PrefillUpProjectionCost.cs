using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// Stage 2 of prefill attention up to the scores, tensor-parallel: a die makes queries, keys and values of all tokens
/// for its own heads.
/// </summary>
/// <remarks>
/// <code>
/// 1  quantise                  (T · q + (T + C) · c) · (2 + 1) bytes
/// 2  q_b                       [q, H · (d + r)]        T rows
/// 3  kv_b                      [c, H · (d + v)]        T + C rows: cached latents are expanded again
/// 4  rotate                    T · (H + 1) · r · (2 + 2) bytes
///
/// grouped query:  quantise T · h, q, k, v [h, (H + 2G) · d] on T rows, rotate T · (H + G) · d
/// </code>
/// T: the microbatch's tokens, C: cached tokens that they attend to, H: heads of the die, G: key-value heads that these
/// read; other symbols as in <see cref="MlaPrologCost"/>. Concatenation belongs to the attention kernel.
/// Source: arXiv:2506.12708 §4.3.1, §4.2.2 (no weight absorption in prefill).
/// </remarks>
public static class PrefillUpProjectionCost
{
    private const int Quantised = 3;
    private const int Rotated = 4;

    /// <summary>The stage's time; zero where there are no tokens.</summary>
    /// <param name="model">Gives the dimensions.</param>
    /// <param name="tokens">The microbatch's tokens on all dies.</param>
    /// <param name="heads">Heads of the die.</param>
    /// <param name="share">The cores.</param>
    public static VirtualDuration Time(ModelShape model, PrefillTokens tokens, int heads, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(share);
        return tokens.New == 0 || heads == 0 ? VirtualDuration.Zero : model.Attention switch
        {
            LatentAttention latent => Latent((model.HiddenSize, latent), tokens, heads, share),
            GroupedQueryAttention grouped => Grouped((model.HiddenSize, grouped), tokens, heads, share),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Attention, "Not an attention."),
        };
    }

    private static VirtualDuration Latent(
        (int Hidden, LatentAttention Attention) model, PrefillTokens tokens, int heads, DieShare share)
    {
        var (hidden, attention) = model;
        var expanded = tokens.New + tokens.Cached;
        var queryInner = attention.QLoraRank ?? hidden;
        var query = GemmShape.Of(tokens.New, heads * (attention.NopeHeadDim + attention.RopeHeadDim), queryInner);
        var keyValue = GemmShape.Of(
            expanded, heads * (attention.NopeHeadDim + attention.ValueHeadDim), attention.KvLoraRank);
        var quantised = ((double)tokens.New * queryInner) + ((double)expanded * attention.KvLoraRank);
        return Pass(quantised * Quantised, share)
            + Product(query, share)
            + Product(keyValue, share)
            + Pass((double)tokens.New * (heads + 1) * attention.RopeHeadDim * Rotated, share);
    }

    private static VirtualDuration Grouped(
        (int Hidden, GroupedQueryAttention Attention) model, PrefillTokens tokens, int heads, DieShare share)
    {
        var (hidden, attention) = model;
        var keyValueHeads = attention.KvHeadsOf(heads);
        var columns = (heads + (2 * keyValueHeads)) * attention.HeadDim;
        return Pass((double)tokens.New * hidden * Quantised, share)
            + Product(GemmShape.Of(tokens.New, columns, hidden), share)
            + Pass((double)tokens.New * (heads + keyValueHeads) * attention.HeadDim * Rotated, share);
    }

    private static VirtualDuration Product(GemmShape shape, DieShare share) =>
        GemmCost.QuantisedWork(shape, share).TimeOn(share.Machine);

    private static VirtualDuration Pass(double bytes, DieShare share) =>
        OperatorWork.Moving(bytes).TimeOn(share.Machine);
}
