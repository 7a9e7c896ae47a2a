using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>A plan, checked.</summary>
/// <param name="Options">What it was made of.</param>
/// <param name="NpusMax">NPUs that a configuration may use.</param>
/// <param name="Candidates">What is tried, in order: from few NPUs to many.</param>
/// <param name="LeftOut">Combinations that need more NPUs than there are.</param>
public sealed record PlanSpec(
    PlanOptions Options, int NpusMax, ImmutableArray<PlanCandidate> Candidates, int LeftOut);
