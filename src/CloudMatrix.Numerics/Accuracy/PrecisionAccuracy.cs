using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>How a model answers, computed in one way.</summary>
public sealed record PrecisionAccuracy
{
    /// <summary>The way, e.g. "bf16" or "int8:no-clipping".</summary>
    public required string Name { get; init; }

    /// <summary>Mean over the tasks, each of the same weight.</summary>
    public required Share Mean { get; init; }

    /// <summary>Beside another way; null for that one.</summary>
    public required PairedTest? Paired { get; init; }

    /// <summary>Task by task.</summary>
    public required ImmutableArray<TaskAccuracy> Tasks { get; init; }
}
