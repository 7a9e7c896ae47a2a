namespace CloudMatrix.Simulation;

/// <summary>What the dies of a decode instance have to do in an iteration.</summary>
/// <param name="requests">Requests of each die [dies]; some die has one or more.</param>
/// <param name="kvTokens">Tokens of their contexts, summed [dies].</param>
internal readonly ref struct DecodeLoad(ReadOnlySpan<int> requests, ReadOnlySpan<long> kvTokens)
{
    /// <summary>Requests of each die [dies].</summary>
    public ReadOnlySpan<int> Requests { get; } = requests;

    /// <summary>Tokens of their contexts, summed [dies].</summary>
    public ReadOnlySpan<long> KvTokens { get; } = kvTokens;
}
