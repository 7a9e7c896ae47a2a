using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>How a model answers the questions of its benchmark, computed in several ways.</summary>
public sealed record AccuracyReport
{
    /// <summary>The model.</summary>
    public required string ModelName { get; init; }

    /// <summary>Questions that were asked, each in every way.</summary>
    public required int Questions { get; init; }

    /// <summary>Questions that are kept apart for calibration, and were not asked.</summary>
    public required int KeptApart { get; init; }

    /// <summary>The ways.</summary>
    public required ImmutableArray<PrecisionAccuracy> Results { get; init; }
}
