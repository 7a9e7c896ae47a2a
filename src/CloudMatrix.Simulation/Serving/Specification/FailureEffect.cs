using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a modelled failure takes away, and for how long.</summary>
/// <param name="At">When.</param>
/// <param name="RepairedAfter">Until instances are whole again; null where they never are.</param>
internal sealed record FailureEffect(VirtualTime At, VirtualDuration? RepairedAfter)
{
    /// <summary>Prefill instances that lose what they have.</summary>
    public ImmutableArray<PartId> Prefills { get; init; } = [];

    /// <summary>Decode instances, and which of their dies lose what they have.</summary>
    public ImmutableArray<(PartId Instance, RankId First, RankId End)> Decodes { get; init; } = [];

    /// <summary>The state of the network from then on; null where it stays as it is.</summary>
    public int? Fabric { get; init; }

    /// <summary>CPUs that lose their memory: the first, and the one after the last.</summary>
    public (int First, int End) Cpus { get; init; }
}
