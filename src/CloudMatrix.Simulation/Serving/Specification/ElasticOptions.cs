using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How a service changes the roles of its NPUs while it runs, as a person writes it.</summary>
public sealed record ElasticOptions
{
    /// <summary>What roles are changed for: the same promise that goodput is measured by, or a tighter one.</summary>
    public ServiceLevel Promise { get; init; } =
        new(VirtualDuration.FromSeconds(2), VirtualDuration.FromMilliseconds(50));

    /// <summary>NPUs that instances may stand on, at most the machine's; null: those of the first ones.</summary>
    public int? NpusMax { get; init; }
}
