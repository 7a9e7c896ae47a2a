using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What a replay found, and what it took the machine that it ran on.</summary>
public sealed record ReplayOutcome
{
    /// <summary>Depends on the specification alone.</summary>
    public required ServingReport Report { get; init; }

    /// <summary>What became of each request, in the order of the trace.</summary>
    public required IReadOnlyList<RequestRecord> Requests { get; init; }

    /// <summary>Real time of the replay.</summary>
    public required TimeSpan Wall { get; init; }

    /// <summary>Messages that the parts of the service exchanged; null where they are not counted here.</summary>
    public long? Events { get; init; }

    /// <summary>Bytes that the replay allocated on the managed heap; null where it ran elsewhere.</summary>
    public long? AllocatedBytes { get; init; }

    /// <summary>Times that it was begun again because a host was lost; null where no cluster ran it.</summary>
    public int? Restarts { get; init; }
}
