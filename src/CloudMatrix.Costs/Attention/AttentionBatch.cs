namespace CloudMatrix.Costs;

/// <summary>The requests that one attention kernel serves on one die.</summary>
/// <param name="Requests">Requests in the microbatch, 0 or more.</param>
/// <param name="TokensPerRequest">Query tokens of each: 1, or 1 + drafted tokens to verify.</param>
/// <param name="KvTokens">Tokens of context, of all requests together.</param>
public readonly record struct AttentionBatch(int Requests, int TokensPerRequest, long KvTokens)
{
    /// <summary>Query tokens of all requests.</summary>
    public int Tokens => Requests * TokensPerRequest;

    /// <summary>Requests whose contexts are equally long.</summary>
    /// <param name="requests">Requests in the microbatch, 0 or more.</param>
    /// <param name="tokensPerRequest">Query tokens of each.</param>
    /// <param name="kvLength">Context length of each, in tokens.</param>
    public static AttentionBatch Of(int requests, int tokensPerRequest, int kvLength) =>
        new(requests, tokensPerRequest, (long)requests * kvLength);
}
