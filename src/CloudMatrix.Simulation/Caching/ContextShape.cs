using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How a context cache cuts prompts into blocks.</summary>
/// <param name="BlockTokens">Tokens of a block; the last of a prompt may have fewer.</param>
/// <param name="BytesPerToken">Keys and values of one token over all layers.</param>
/// <param name="Namespace">Where the blocks live.</param>
public readonly record struct ContextShape(int BlockTokens, Bytes BytesPerToken, NamespaceId Namespace = default)
{
    private const int CacheByteCount = 2;

    /// <summary>Cuts for a model: its cache in bfloat16.</summary>
    /// <remarks>The draft layer's cache stays with the request. Source: arXiv:2506.12708 §4.5.</remarks>
    public static ContextShape Of(ModelShape model, int blockTokens)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ContextShape(blockTokens, model.KvBytesPerTokenPerLayer(CacheByteCount) * model.Layers);
    }

    /// <summary>Blocks of a prompt.</summary>
    /// <param name="tokens">Its tokens, 0 or more.</param>
    public int BlocksOf(int tokens) => (int)(((long)tokens + BlockTokens - 1) / BlockTokens);

    /// <summary>Tokens of the first blocks of a prompt.</summary>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="tokens">Tokens of the prompt.</param>
    public int TokensOf(int blocks, int tokens) => (int)Math.Min((long)blocks * BlockTokens, tokens);

    /// <summary>One block of a prompt.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="index">Its place in the prompt, from 0.</param>
    /// <param name="tokens">Tokens of the prompt.</param>
    public KvBlock BlockAt(KvBlockKey key, int index, int tokens)
    {
        var own = TokensOf(index + 1, tokens) - TokensOf(index, tokens);
        return new KvBlock(key, own, BytesPerToken * own, Namespace);
    }
}
