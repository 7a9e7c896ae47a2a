using System.Text.Json.Serialization;

namespace CloudMatrix.Costs;

/// <summary>The network over which NPUs use the pooled memory; in reports as CloudMatrix384 calls it.</summary>
public enum CachePlane
{
    /// <summary>None: nothing is cached.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The scale-up network, e.g. UB: a die reads a CPU's memory itself.</summary>
    [JsonStringEnumMemberName("ub")]
    ScaleUp,

    /// <summary>The front-end network, e.g. VPC: one line for all dies of a node.</summary>
    [JsonStringEnumMemberName("vpc")]
    FrontEnd,
}
