namespace CloudMatrix.Simulation;

/// <summary>How tokens choose their experts when no real gate does it.</summary>
public enum RoutingKind
{
    /// <summary>
    /// Expert slots are dealt in turn, so that every slot gets the same load: what a perfect balancer would reach.
    /// </summary>
    Balanced,

    /// <summary>Every expert is equally popular; tokens still choose at random, so load varies by chance.</summary>
    Uniform,

    /// <summary>
    /// Experts differ in popularity, layer by layer, log-normally with the spread <see cref="RoutingSpec.Skew"/>.
    /// </summary>
    Skewed,
}
