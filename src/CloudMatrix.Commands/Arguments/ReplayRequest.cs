using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>A replay as the user asks for it, checked.</summary>
/// <param name="Spec">The service and its trace.</param>
/// <param name="ReadIn">Real time in which the trace was read.</param>
internal sealed record ReplayRequest(ReplaySpec Spec, TimeSpan ReadIn)
{
    /// <summary>What serves the trace.</summary>
    public required IServingEngine Engine { get; init; }

    /// <summary>Whether the output is JSON.</summary>
    public required bool Json { get; init; }

    /// <summary>Where the drawings go, if anywhere.</summary>
    public required OutputFolder? Plots { get; init; }

    /// <summary>Where the requests go, if anywhere.</summary>
    public required OutputFile? Requests { get; init; }
}
