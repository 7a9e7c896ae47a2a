namespace CloudMatrix.Costs;

/// <summary>The network over which NPUs use the pooled memory.</summary>
public enum CachePlane
{
    /// <summary>None: nothing is cached.</summary>
    None,

    /// <summary>The scale-up network, e.g. UB: a die reads a CPU's memory itself.</summary>
    ScaleUp,

    /// <summary>The front-end network, e.g. VPC: one line for all dies of a node.</summary>
    FrontEnd,
}
