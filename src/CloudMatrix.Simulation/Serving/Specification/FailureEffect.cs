using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a modelled failure takes away, and for how long.</summary>
/// <param name="At">When.</param>
/// <param name="RepairedAfter">Until instances are whole again; null where they never are.</param>
internal sealed record FailureEffect(VirtualTime At, VirtualDuration? RepairedAfter)
{
    /// <summary>NPUs that are lost: the first, and the one after the last. Instances on them stand still.</summary>
    public (int First, int End) Npus { get; init; }

    /// <summary>The instance whose processes end; null where that is none.</summary>
    public PartId? Instance { get; init; }

    /// <summary>The state of the network from then on; null where it stays as it is.</summary>
    public int? Fabric { get; init; }

    /// <summary>CPUs that lose their memory: the first, and the one after the last.</summary>
    public (int First, int End) Cpus { get; init; }
}
