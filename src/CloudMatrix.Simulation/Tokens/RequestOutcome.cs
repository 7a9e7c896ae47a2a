using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What the request at a place of the batch got out of a step.</summary>
/// <param name="Place">The place.</param>
/// <param name="Gained">Tokens, in order; with the prefill's first token where the step began with it.</param>
/// <param name="Drafted">Drafted tokens that were verified: 0 or 1.</param>
/// <param name="Accepted">How many of those were what the model itself chose.</param>
internal sealed record RequestOutcome(int Place, ImmutableArray<GainedToken> Gained, int Drafted, int Accepted);
