namespace CloudMatrix.Model;

/// <summary>How dispatch and combine move rows between dies.</summary>
public sealed record ExpertParallelSpec
{
    private static readonly CountRange WritesInFlightRange = new(1, 1024);

    private static readonly Dictionary<string, NetworkPlane> Planes = new(StringComparer.Ordinal)
    {
        ["scaleUp"] = NetworkPlane.ScaleUp,
        ["scaleOut"] = NetworkPlane.ScaleOut,
    };

    /// <summary>The network that carries the rows.</summary>
    public required NetworkPlane Plane { get; init; }

    /// <summary>Rate of a die's port for rows, either direction: its line rate times what rows reach of it.</summary>
    public required BytesPerSecond PortRate { get; init; }

    /// <summary>Bytes that carry the scales of one quantised row.</summary>
    public required Bytes ScaleBlock { get; init; }

    /// <summary>Remote writes that a vector core keeps in flight; 1 where it waits for each.</summary>
    public required int WritesInFlight { get; init; }

    /// <summary>A vector core's own work on one row that it dispatches: copy, quantise, compute the offset.</summary>
    public required VirtualDuration DispatchRowWork { get; init; }

    /// <summary>A vector core's own work on one row that it sends back.</summary>
    public required VirtualDuration CombineRowWork { get; init; }

    /// <summary>What a die's writes into another die of its node reach on this network.</summary>
    public required PathSpec IntraNode { get; init; }

    /// <summary>What a die's writes into a die of another node reach on this network.</summary>
    public required PathSpec InterNode { get; init; }

    /// <summary>Latency of a small write within the node.</summary>
    public VirtualDuration IntraNodeLatency => IntraNode.Latency;

    /// <summary>Latency of a small write to another node.</summary>
    public VirtualDuration InterNodeLatency => InterNode.Latency;

    internal static ExpertParallelSpec Read(JsonSection section, ScaleUpSpec scaleUp, ScaleOutSpec scaleOut)
    {
        var plane = section.OneOf("plane", Planes);
        var write = plane == NetworkPlane.ScaleUp ? scaleUp.NpuWrite : scaleOut.NpuWrite;
        var spec = new ExpertParallelSpec
        {
            Plane = plane,
            PortRate = new BytesPerSecond(LineRate(plane, scaleUp, scaleOut) * section.Fraction("portEfficiency")),
            IntraNode = write?.IntraNode ?? default,
            InterNode = write?.InterNode ?? default,
            ScaleBlock = section.SizeOrZero("scaleBlock"),
            WritesInFlight = section.Count("writesInFlight", WritesInFlightRange),
            DispatchRowWork = section.Duration("dispatchRowWork"),
            CombineRowWork = section.Duration("combineRowWork"),
        };
        section.RefuseOtherKeys();
        return spec;
    }

    private static double LineRate(NetworkPlane plane, ScaleUpSpec scaleUp, ScaleOutSpec scaleOut) =>
        plane == NetworkPlane.ScaleUp ? scaleUp.SubPlanes * scaleUp.Lane.Value : scaleOut.PerDie.Value;
}
