using System.Collections.Immutable;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>The requests of a step.</summary>
/// <param name="Running">Requests in the batch.</param>
/// <param name="Waiting">Requests that wait for a place.</param>
/// <param name="Tokens">Tokens that the step gained; of a run that prices the mean, which need not be whole.</param>
internal readonly record struct StepRequests(int Running, int Waiting, double Tokens)
{
    /// <summary>Of a run that prices.</summary>
    public static StepRequests Of(DecodeSpec spec) => new(spec.RequestCount, 0, spec.RequestCount * spec.TokensPerStep);

    /// <summary>Of a run that generates.</summary>
    public static StepRequests Of(RequestBook book, ImmutableArray<RequestOutcome> outcomes) =>
        new(outcomes.Length, book.Waiting, outcomes.Sum(outcome => outcome.Gained.Length));
}
