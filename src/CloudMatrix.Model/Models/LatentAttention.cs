namespace CloudMatrix.Model;

/// <summary>
/// Multi-head latent attention (MLA): keys and values of all heads are cached as one latent and one rope part.
/// </summary>
/// <param name="Heads">Query heads, a.</param>
/// <param name="QLoraRank">Rank of the query latent, q; null where queries are projected directly.</param>
/// <param name="KvLoraRank">Rank of the key-value latent, c.</param>
/// <param name="NopeHeadDim">Elements of a query or key head without rotary position, n.</param>
/// <param name="RopeHeadDim">Elements of a head with rotary position, r; all heads share the key's.</param>
/// <param name="ValueHeadDim">Value elements of a head, v.</param>
/// <remarks>Source: DeepSeek-V2 (arXiv:2405.04434) §2.1.</remarks>
public sealed record LatentAttention(
    int Heads, int? QLoraRank, int KvLoraRank, int NopeHeadDim, int RopeHeadDim, int ValueHeadDim) : IAttentionShape
{
    /// <summary>c + r.</summary>
    public int KvElementsPerToken => KvLoraRank + RopeHeadDim;

    /// <summary>
    /// Query (h·q + q·a·(n + r), or h·a·(n + r)), key and value (h·(c + r) + c·a·(n + v)), output (a·v·h).
    /// </summary>
    /// <param name="hiddenSize">Width of the model, h.</param>
    public long Parameters(int hiddenSize)
    {
        long queryWidth = Heads * (NopeHeadDim + RopeHeadDim);
        var query = QLoraRank is { } rank ? rank * (hiddenSize + queryWidth) : hiddenSize * queryWidth;
        var keyValueDown = (long)hiddenSize * KvElementsPerToken;
        var keyValueUp = (long)KvLoraRank * Heads * (NopeHeadDim + ValueHeadDim);
        var output = (long)Heads * ValueHeadDim * hiddenSize;
        return query + keyValueDown + keyValueUp + output;
    }

    /// <summary>The same attention with fewer query heads.</summary>
    public IAttentionShape WithHeads(int heads) => this with { Heads = heads };
}
