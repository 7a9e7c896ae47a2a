using System.Collections.Immutable;

namespace CloudMatrix.Grains;

/// <summary>What people see of a silo.</summary>
/// <param name="Runs">The last run of each instance that lives here.</param>
/// <param name="Parts">The parts of instances whose devices live here.</param>
/// <param name="Down">What of the scale-up network is down, as the silo knows.</param>
/// <param name="Messages">What control messages put on the ports of the silo's devices.</param>
internal sealed record SiloView(
    ImmutableArray<RunView> Runs, ImmutableArray<PartView> Parts, ImmutableArray<string> Down, MessagesView Messages)
{
    /// <summary>The last run of each service that lives here.</summary>
    public required ImmutableArray<ServiceView> Services { get; init; }

    /// <summary>The instances of services that live here.</summary>
    public required ImmutableArray<ServingInstanceView> Instances { get; init; }

    /// <summary>What the silo's CPUs have of the pools of services.</summary>
    public required ImmutableArray<PoolView> Pools { get; init; }
}
