using System.Collections.Immutable;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>What the user asked of <c>accuracy</c>, checked.</summary>
internal sealed record AccuracyRequest
{
    /// <summary>The checkpoint's.</summary>
    public required string Folder { get; init; }

    /// <summary>Of the checkpoint.</summary>
    public required ITokenizer Tokenizer { get; init; }

    /// <summary>What is asked.</summary>
    public required ImmutableArray<BenchmarkItem> Questions { get; init; }

    /// <summary>Questions that are kept apart for calibration.</summary>
    public required int KeptApart { get; init; }

    /// <summary>How to compute.</summary>
    public required ImmutableArray<AccuracyWay> Ways { get; init; }

    /// <summary>Whether the output is JSON.</summary>
    public required bool Json { get; init; }
}
