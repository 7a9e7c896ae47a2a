namespace CloudMatrix.Costs;

/// <summary>The requests that one attention kernel serves on one die.</summary>
/// <param name="Requests">Requests in the microbatch, 0 or more.</param>
/// <param name="TokensPerRequest">Query tokens of each: 1, or 1 + drafted tokens to verify.</param>
/// <param name="KvLength">Mean context length of a request, in tokens.</param>
public readonly record struct AttentionBatch(int Requests, int TokensPerRequest, int KvLength)
{
    /// <summary>Query tokens of all requests.</summary>
    public int Tokens => Requests * TokensPerRequest;
}
