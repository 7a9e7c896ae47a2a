using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>
/// What serves a trace, and tries configurations of a service. Every engine gives the same report for the same
/// specification.
/// </summary>
public interface IServingEngine
{
    /// <summary>What the output calls it, e.g. "embedded".</summary>
    string Name { get; }

    /// <summary>Serves a trace to its end.</summary>
    /// <param name="spec">The trace and the service.</param>
    /// <param name="progress">Told of requests that have ended, on any thread.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<ReplayOutcome> ReplayAsync(
        ReplaySpec spec, IProgress<DecodeProgress> progress, CancellationToken cancellation);

    /// <summary>Tries the configurations of a plan.</summary>
    /// <param name="spec">The plan.</param>
    /// <param name="known">What an earlier, interrupted search found, which is not tried again.</param>
    /// <param name="found">Told of each new row, one at a time, on any thread.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<PlanReport> PlanAsync(
        PlanSpec spec,
        IReadOnlyDictionary<PlanCandidate, PlanRow> known,
        Action<PlanRow> found,
        CancellationToken cancellation);
}
