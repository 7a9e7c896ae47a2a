using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>O_PROJ: what comes after attention, one kernel.</summary>
/// <remarks>
/// <code>
/// latent:         per head · W_v (absorbed), then o      a·[c, v] [a·v, h]
/// grouped query:  o                                      [a·d, h]
/// </code>
/// v: value head dimension; other symbols as in <see cref="MlaPrologCost"/>. Source: arXiv:2506.12708 §4.2.2.
/// </remarks>
public static class OutputProjectionCost
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
            GroupedQueryAttention grouped => GemmCost.QuantisedWork(
                GemmShape.Of(tokens, model.HiddenSize, grouped.Heads * grouped.HeadDim), share),
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Attention, "Not an attention."),
        };
        return work.TimeOn(share.Machine);
    }

    private static OperatorWork Latent(int hidden, LatentAttention attention, int tokens, DieShare share)
    {
        var absorbed = new GemmShape(
            RowGroups.Equal(attention.Heads, tokens), attention.ValueHeadDim, attention.KvLoraRank);
        var output = GemmShape.Of(tokens, hidden, attention.Heads * attention.ValueHeadDim);
        return GemmCost.QuantisedWork(absorbed, share) + GemmCost.QuantisedWork(output, share);
    }
}
