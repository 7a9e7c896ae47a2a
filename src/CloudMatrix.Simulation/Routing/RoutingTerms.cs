namespace CloudMatrix.Simulation;

/// <summary>What the routers of all layers share.</summary>
/// <param name="Routing">How tokens choose experts.</param>
/// <param name="Gate">What they choose from.</param>
/// <param name="Slots">Where expert slots live.</param>
/// <param name="Seed">The run's seed.</param>
internal sealed record RoutingTerms(RoutingSpec Routing, GateShape Gate, SlotMap Slots, ulong Seed)
{
    /// <summary>What the balancer knows of it.</summary>
    public BalancerView Balancer { get; init; } = BalancerView.Current;
}
