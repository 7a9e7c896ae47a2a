using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>Texts that were generated, and what that took the machine that it ran on.</summary>
public sealed record GenerationOutcome
{
    /// <summary>Depends on the specification alone.</summary>
    public required GenerationReport Report { get; init; }

    /// <summary>Real time of all steps, prefills included, without start and printing.</summary>
    public required TimeSpan Wall { get; init; }

    /// <summary>Threads that worked on it.</summary>
    public required int Workers { get; init; }

    /// <summary>Silos that it ran on; null where no cluster ran it.</summary>
    public int? Silos { get; init; }
}
