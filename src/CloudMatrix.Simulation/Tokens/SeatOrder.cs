using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>A request takes a seat of the instance.</summary>
/// <param name="Seat">The seat, which is free.</param>
/// <param name="Request">The request.</param>
/// <param name="Generated">Tokens that it has generated on a seat that was lost; empty for one that begins.</param>
internal sealed record SeatOrder(int Seat, int Request, ImmutableArray<int> Generated);
