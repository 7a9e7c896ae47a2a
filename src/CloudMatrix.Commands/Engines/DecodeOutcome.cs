using System.Collections.Immutable;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What a run found, and what it took the machine that it ran on.</summary>
public sealed record DecodeOutcome
{
    /// <summary>Depends on the specification alone.</summary>
    public required DecodeReport Report { get; init; }

    /// <summary>What the watched dies did, die by die; empty where none was watched.</summary>
    public required ImmutableArray<TimelineSpan> Timeline { get; init; }

    /// <summary>Real time of all steps, without start, warm-up step and printing.</summary>
    public required TimeSpan Wall { get; init; }

    /// <summary>Threads that worked on it.</summary>
    public required int Workers { get; init; }

    /// <summary>Silos that it ran on; null where no cluster ran it.</summary>
    public int? Silos { get; init; }

    /// <summary>
    /// Bytes that a step allocated on the managed heap: the median, since showing progress now and then allocates too.
    /// </summary>
    public required long AllocatedBytesPerStep { get; init; }
}
