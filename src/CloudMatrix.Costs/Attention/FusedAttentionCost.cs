using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// Attention over the cached context, one kernel: limited by the matrix cores or by reading the cache.
/// </summary>
/// <remarks>
/// <code>
/// latent:         operations = 2 · t · a · S · ((c + r) + c)      bytes = S · (c + r) · 2
/// grouped query:  operations = 2 · t · a · S · 2d                 bytes = S · 2 · g · d · 2
/// compute = operations / (u · BF16 peak of the cores)
/// </code>
/// t: query tokens of a request, S: tokens of context of all requests, u: utilisation that the kernel reaches; other
/// symbols as in <see cref="MlaPrologCost"/>. The cache is BF16. Source: arXiv:2506.12708 §4.2.2, tables 8 and 9.
/// </remarks>
public static class FusedAttentionCost
{
    private const int CacheByteCount = 2;

    /// <summary>The kernel's time inside a decode step; zero where there are no requests.</summary>
    /// <remarks>Uses the utilisation that serving reaches, which is below that of the kernel alone.</remarks>
    public static VirtualDuration Time(ModelShape model, AttentionBatch batch, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return Time(model, batch, share, share.Machine.Operators.ServingAttentionUtilization);
    }

    /// <summary>The kernel's time alone on the die, as operator benchmarks measure it.</summary>
    public static VirtualDuration TimeAlone(ModelShape model, AttentionBatch batch, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return Time(model, batch, share, share.Machine.Operators.AttentionUtilization);
    }

    /// <summary>Multiplications and additions of scores and weighted values.</summary>
    public static double Operations(ModelShape model, AttentionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(model);
        double pairs = 2.0 * batch.TokensPerRequest * model.Attention.Heads * batch.KvTokens;
        return pairs * model.Attention switch
        {
            LatentAttention latent => (2 * latent.KvLoraRank) + latent.RopeHeadDim,
            GroupedQueryAttention grouped => 2 * grouped.HeadDim,
            _ => throw new ArgumentOutOfRangeException(nameof(model), model.Attention, "Not an attention."),
        };
    }

    /// <summary>Bytes of cache that the kernel reads, once for all query tokens of a request.</summary>
    public static double CacheBytes(ModelShape model, AttentionBatch batch)
    {
        ArgumentNullException.ThrowIfNull(model);
        return (double)batch.KvTokens * model.Attention.KvElementsPerToken * CacheByteCount;
    }

    private static VirtualDuration Time(ModelShape model, AttentionBatch batch, DieShare share, double utilization)
    {
        if (batch.Requests == 0)
        {
            return VirtualDuration.Zero;
        }

        var rate = utilization * share.PeakOfOneMatrixCore(NumberFormat.Bf16) * share.Cores.MatrixCores;
        return new OperatorWork(Operations(model, batch) / rate, CacheBytes(model, batch)).TimeOn(share.Machine);
    }
}
