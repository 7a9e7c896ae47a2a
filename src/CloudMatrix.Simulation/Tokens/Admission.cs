using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>A request enters the batch of an instance.</summary>
/// <param name="Place">Its place in the batch, which is free.</param>
/// <param name="Request">The request.</param>
/// <param name="Generated">
/// Tokens that it has generated on a host that was lost; empty for a request that begins.
/// </param>
internal sealed record Admission(int Place, int Request, ImmutableArray<int> Generated);
