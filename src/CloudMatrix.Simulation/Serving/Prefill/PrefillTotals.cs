using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What prefill instances have done.</summary>
internal readonly record struct PrefillTotals
{
    /// <summary>Time in which they computed or loaded prefixes.</summary>
    public VirtualDuration Busy { get; init; }

    /// <summary>Of this, the time in which they loaded prefixes.</summary>
    public VirtualDuration Loading { get; init; }

    /// <summary>Batches computed.</summary>
    public long Batches { get; init; }

    /// <summary>Tokens computed; twice where they were lost.</summary>
    public long NewTokens { get; init; }

    /// <summary>Bytes handed over to decode.</summary>
    public Bytes HandedOver { get; init; }

    /// <summary>The most KV blocks that one of them held.</summary>
    public long KvBlocksMax { get; init; }

    /// <summary>Both together.</summary>
    public static PrefillTotals operator +(PrefillTotals left, PrefillTotals right) => new()
    {
        Busy = left.Busy + right.Busy,
        Loading = left.Loading + right.Loading,
        Batches = left.Batches + right.Batches,
        NewTokens = left.NewTokens + right.NewTokens,
        HandedOver = left.HandedOver + right.HandedOver,
        KvBlocksMax = Math.Max(left.KvBlocksMax, right.KvBlocksMax),
    };
}
