using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>Prefill attention of a die's heads over whole prompts, one kernel: plain multi-head attention.</summary>
/// <remarks>
/// <code>
/// operations = 2 · H · pairs · (k + v)           k, v: elements of a key and of a value head
/// bytes      = (T · H · (k + v) + (T + C) · G · (k + v)) · 2
/// compute    = operations / (u · BF16 peak of the cores)
/// </code>
/// pairs: <see cref="PrefillTokens.ScorePairs"/>; u: utilisation inside a pass; G: key-value heads, as many as heads
/// where the model has latents; other symbols as in <see cref="PrefillUpProjectionCost"/>.
/// Source: arXiv:2506.12708 §4.2.2, table 8; u: docs/SOURCES.md.
/// </remarks>
public static class PrefillAttentionCost
{
    private const int ElementByteCount = 2;

    /// <summary>The kernel's time; zero where there are no tokens.</summary>
    /// <param name="model">Gives the dimensions of a head.</param>
    /// <param name="tokens">The microbatch's tokens on all dies.</param>
    /// <param name="heads">Heads of the die.</param>
    /// <param name="share">The cores.</param>
    public static VirtualDuration Time(ModelShape model, PrefillTokens tokens, int heads, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        if (tokens.New == 0 || heads == 0)
        {
            return VirtualDuration.Zero;
        }

        var utilization = share.Machine.Operators.ServingAttentionUtilization;
        var rate = utilization * share.PeakOfOneMatrixCore(NumberFormat.Bf16) * share.Cores.MatrixCores;
        var work = new OperatorWork(Operations(model, tokens, heads) / rate, MemoryBytes(model, tokens, heads));
        return work.TimeOn(share.Machine);
    }

    /// <summary>Multiplications and additions of scores and weighted values.</summary>
    public static double Operations(ModelShape model, PrefillTokens tokens, int heads) =>
        2 * heads * tokens.ScorePairs * ElementsOfHead(model);

    private static double MemoryBytes(ModelShape model, PrefillTokens tokens, int heads)
    {
        var keyValueHeads = model.Attention is GroupedQueryAttention grouped ? grouped.KvHeadsOf(heads) : heads;
        var context = (double)tokens.New + tokens.Cached;
        return (((double)tokens.New * heads) + (context * keyValueHeads)) * ElementsOfHead(model) * ElementByteCount;
    }

    private static int ElementsOfHead(ModelShape model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Attention switch
        {
            LatentAttention latent => latent.NopeHeadDim + latent.RopeHeadDim + latent.ValueHeadDim,
            GroupedQueryAttention grouped => 2 * grouped.HeadDim,
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Attention, "Not an attention."),
        };
    }
}
