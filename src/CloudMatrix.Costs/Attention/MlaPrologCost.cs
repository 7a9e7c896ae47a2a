using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// What comes before attention, fused into one kernel: normalisation, query and key-value projections, the absorbed key
/// projection, rotary embedding.
/// </summary>
/// <remarks>
/// <code>
/// latent:         x → q_a → q_b → per head · W_k (absorbed)     [h, q] [q, a·(d + r)] a·[d, c]
///                 x → kv_a                                      [h, c + r]
/// grouped query:  x → q, k, v                                   [h, (a + 2g)·d]
/// </code>
/// h: hidden size, a: heads, g: key-value heads, d: head dimension (without rope), r: rope dimension, q and c: ranks of
/// the query and of the key-value latent. Source: arXiv:2506.12708 §4.2.2 (MLAProlog).
/// </remarks>
public static class MlaPrologCost
{
    /// <summary>The kernel's time for a microbatch; zero where there are no tokens.</summary>
    public static VirtualDuration Time(ModelShape model, int tokens, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(share);
        if (tokens == 0)
        {
            return VirtualDuration.Zero;
        }

        var work = model.Attention switch
        {
            LatentAttention latent => Latent(model.HiddenSize, latent, tokens, share),
            GroupedQueryAttention grouped => Grouped(model.HiddenSize, grouped, tokens, share),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Attention, "Not an attention."),
        };
        return work.TimeOn(share.Machine);
    }

    private static OperatorWork Latent(int hidden, LatentAttention attention, int tokens, DieShare share)
    {
        var query = attention.Heads * (attention.NopeHeadDim + attention.RopeHeadDim);
        var queryWork = attention.QLoraRank is { } rank
            ? GemmCost.QuantisedWork(GemmShape.Of(tokens, rank, hidden), share)
                + GemmCost.QuantisedWork(GemmShape.Of(tokens, query, rank), share)
            : GemmCost.QuantisedWork(GemmShape.Of(tokens, query, hidden), share);
        var absorbed = new GemmShape(
            RowGroups.Equal(attention.Heads, tokens), attention.KvLoraRank, attention.NopeHeadDim);
        var keyValue = GemmShape.Of(tokens, attention.KvLoraRank + attention.RopeHeadDim, hidden);
        return queryWork + GemmCost.QuantisedWork(absorbed, share) + GemmCost.QuantisedWork(keyValue, share);
    }

    private static OperatorWork Grouped(int hidden, GroupedQueryAttention attention, int tokens, DieShare share)
    {
        var columns = (attention.Heads + (2 * attention.KvHeads)) * attention.HeadDim;
        return GemmCost.QuantisedWork(GemmShape.Of(tokens, columns, hidden), share);
    }
}
