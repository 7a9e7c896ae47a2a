using System.Numerics;
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

    /// <summary>What the fullest die holds, whom all others wait for, in tokens of context.</summary>
    /// <param name="tokensPerRequest">What a request counts beside its context, 0 or more.</param>
    public long FullestDie(int tokensPerRequest)
    {
        var (fullest, each) = (Vector<long>.Zero, new Vector<long>(tokensPerRequest));
        var die = 0;
        for (; die + Vector<int>.Count <= Requests.Length; die += Vector<int>.Count)
        {
            Vector.Widen(new Vector<int>(Requests[die..]), out var low, out var high);
            fullest = Vector.Max(fullest, (low * each) + new Vector<long>(KvTokens[die..]));
            fullest = Vector.Max(fullest, (high * each) + new Vector<long>(KvTokens[(die + Vector<long>.Count)..]));
        }

        var most = 0L;
        for (var lane = 0; lane < Vector<long>.Count; lane++)
        {
            most = Math.Max(most, fullest[lane]);
        }

        for (; die < Requests.Length; die++)
        {
            most = Math.Max(most, ((long)Requests[die] * tokensPerRequest) + KvTokens[die]);
        }

        return most;
    }
}
