using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A trace and the service that it is replayed on, checked: every engine reports the same of it.</summary>
public sealed record ReplaySpec
{
    /// <summary>What it was made of.</summary>
    public required ReplayOptions Options { get; init; }

    /// <summary>The service.</summary>
    public required ServingSpec Service { get; init; }

    /// <summary>When requests arrive, in the order of the trace [requests].</summary>
    public required ImmutableArray<VirtualTime> Arrivals { get; init; }

    /// <summary>How many times faster than in the trace that is.</summary>
    public required double Speed { get; init; }
}
