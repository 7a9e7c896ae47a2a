using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>The phases that the host launches on the NPUs as one graph.</summary>
/// <param name="Name">"verify" or "draft".</param>
/// <param name="Phases">In the order in which every die does them.</param>
public sealed record DecodeGraph(string Name, ImmutableArray<DecodePhase> Phases)
{
    /// <summary>The same phases, cut wherever everyone waits for everyone.</summary>
    public ImmutableArray<DecodeFront> Fronts { get; } = DecodeFront.Cut(Phases);
}
