using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>One tier of one CPU's part of the pool.</summary>
/// <param name="Capacity">Bytes that it has; null where nothing limits it.</param>
/// <param name="Quotas">What each namespace may take of it, by its index; null where it may take all.</param>
public sealed record TierSpec(Bytes? Capacity, ImmutableArray<Bytes?> Quotas)
{
    /// <summary>The share of its memory above which blocks are evicted; above 0 and at most 1.</summary>
    public double HighThreshold { get; init; } = 1;

    /// <summary>The share down to which they are evicted then; at most <see cref="HighThreshold"/>.</summary>
    public double LowThreshold { get; init; } = 1;

    /// <summary>A tier of one namespace, which may take all.</summary>
    public static TierSpec Of(Bytes? capacity) => new(capacity, [null]);
}
