namespace CloudMatrix.Simulation;

/// <summary>What the balancer knew of experts' popularity when it placed them.</summary>
public enum BalancerView
{
    /// <summary>That of the tokens it places for: it has watched just such tokens.</summary>
    Current,

    /// <summary>
    /// Nothing of it: by all that it has watched experts are alike, and skew is what these tokens add to that.
    /// </summary>
    Outdated,
}
