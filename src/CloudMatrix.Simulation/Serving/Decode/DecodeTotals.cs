using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What decode instances have done.</summary>
internal readonly record struct DecodeTotals
{
    /// <summary>Time in which they decoded.</summary>
    public VirtualDuration Busy { get; init; }

    /// <summary>Iterations.</summary>
    public long Iterations { get; init; }

    /// <summary>Requests in them, summed over iterations.</summary>
    public long RequestIterations { get; init; }

    /// <summary>Tokens generated.</summary>
    public long Tokens { get; init; }

    /// <summary>The most requests in one iteration.</summary>
    public int BatchMax { get; init; }

    /// <summary>The most KV blocks that one die held.</summary>
    public long KvBlocksMax { get; init; }

    /// <summary>Both together.</summary>
    public static DecodeTotals operator +(DecodeTotals left, DecodeTotals right) => new()
    {
        Busy = left.Busy + right.Busy,
        Iterations = left.Iterations + right.Iterations,
        RequestIterations = left.RequestIterations + right.RequestIterations,
        Tokens = left.Tokens + right.Tokens,
        BatchMax = Math.Max(left.BatchMax, right.BatchMax),
        KvBlocksMax = Math.Max(left.KvBlocksMax, right.KvBlocksMax),
    };
}
