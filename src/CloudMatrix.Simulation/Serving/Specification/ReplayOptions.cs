using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A trace and the service that it is replayed on, as a person writes them; <see cref="ReplaySpecReader"/>
/// checks them.</summary>
public sealed record ReplayOptions
{
    /// <summary>The trace.</summary>
    public required Trace Trace { get; init; }

    /// <summary>Only so many of its first requests; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>How many times faster than in the trace requests arrive, above 0.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Requests a second, on average, in place of a speed.</summary>
    public double? Rate { get; init; }

    /// <summary>The service.</summary>
    public ServingOptions Service { get; init; } = new();

    /// <summary>What goodput is measured by.</summary>
    public ServiceLevel Slo { get; init; } =
        new(VirtualDuration.FromSeconds(2), VirtualDuration.FromMilliseconds(50));
}
