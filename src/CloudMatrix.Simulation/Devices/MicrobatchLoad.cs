namespace CloudMatrix.Simulation;

/// <summary>What one die attends to in one microbatch.</summary>
/// <param name="Requests">Its requests, 0 or more.</param>
/// <param name="KvTokens">Tokens of context of all of them.</param>
internal readonly record struct MicrobatchLoad(int Requests, long KvTokens)
{
    /// <summary>Requests whose contexts are equally long.</summary>
    /// <param name="requests">How many, 0 or more.</param>
    /// <param name="kvLength">Tokens of context of each.</param>
    public static MicrobatchLoad Of(int requests, int kvLength) => new(requests, (long)requests * kvLength);

    /// <summary>The part of one microbatch, to which requests are dealt in turn; their contexts are alike.</summary>
    /// <param name="microbatch">From 0.</param>
    /// <param name="microbatches">How many there are.</param>
    public MicrobatchLoad Part(int microbatch, int microbatches)
    {
        var requests = (Requests - microbatch + microbatches - 1) / microbatches;
        return new MicrobatchLoad(requests, requests == 0 ? 0 : KvTokens * requests / Requests);
    }
}
