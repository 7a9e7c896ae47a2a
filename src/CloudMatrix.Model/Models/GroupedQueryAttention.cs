namespace CloudMatrix.Model;

/// <summary>Grouped-query attention: several query heads share one key-value head.</summary>
/// <param name="Heads">Query heads, a.</param>
/// <param name="KvHeads">Key-value heads, g.</param>
/// <param name="HeadDim">Elements of a head, d.</param>
/// <remarks>Source: arXiv:2305.13245.</remarks>
public sealed record GroupedQueryAttention(int Heads, int KvHeads, int HeadDim) : IAttentionShape
{
    /// <summary>2·g·d.</summary>
    public int KvElementsPerToken => 2 * KvHeads * HeadDim;

    /// <summary>Query, key and value (h·(a + 2g)·d) and output (a·d·h).</summary>
    /// <param name="hiddenSize">Width of the model, h.</param>
    public long Parameters(int hiddenSize) => 2L * hiddenSize * (Heads + KvHeads) * HeadDim;

    /// <summary>Key-value heads that some query heads read, if those follow one another.</summary>
    /// <param name="heads">1 to <see cref="Heads"/>.</param>
    public int KvHeadsOf(int heads) => ((heads * KvHeads) + Heads - 1) / Heads;

    /// <summary>The same attention with fewer query heads.</summary>
    public IAttentionShape WithHeads(int heads) => this with { Heads = heads };
}
