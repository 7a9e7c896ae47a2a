using System.Numerics.Tensors;

namespace CloudMatrix.Simulation;

/// <summary>What the dies of a decode instance hold in one iteration.</summary>
internal readonly ref struct DecodeLoad
{
    /// <summary>A look at what a scheduler keeps of each die.</summary>
    /// <param name="requests">Requests of each die [dies].</param>
    /// <param name="kvTokens">Tokens of context of each die's requests together [dies].</param>
    /// <exception cref="ArgumentException">The two are not of the same dies.</exception>
    public DecodeLoad(ReadOnlySpan<int> requests, ReadOnlySpan<long> kvTokens)
    {
        if (requests.Length != kvTokens.Length)
        {
            throw new ArgumentException(
                $"{requests.Length} dies have requests and {kvTokens.Length} have contexts.", nameof(kvTokens));
        }

        Requests = requests;
        KvTokens = kvTokens;
    }

    /// <summary>Requests of each die [dies].</summary>
    public ReadOnlySpan<int> Requests { get; }

    /// <summary>Tokens of context of each die's requests together [dies].</summary>
    public ReadOnlySpan<long> KvTokens { get; }

    /// <summary>Requests of all dies.</summary>
    public int RequestCount => TensorPrimitives.Sum(Requests);

    /// <summary>The most requests of one die.</summary>
    public int RequestsMax => TensorPrimitives.Max(Requests);

    /// <summary>The most tokens of context of one die: all others wait for its attention.</summary>
    public long KvTokensMax => TensorPrimitives.Max(KvTokens);
}
