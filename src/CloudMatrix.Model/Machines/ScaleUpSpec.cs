namespace CloudMatrix.Model;

/// <summary>
/// The scale-up network: independent sub-planes of two switch levels. Each node has one first-level (L1) chip per
/// sub-plane, which every die of the node reaches by one lane; each L1 chip has one uplink to every second-level (L2)
/// chip of its sub-plane.
/// </summary>
public sealed record ScaleUpSpec
{
    private static readonly CountRange SubPlaneRange = new(1, 64);
    private static readonly CountRange L2Range = new(0, 256);

    /// <summary>What people call it, e.g. "UB".</summary>
    public required string Name { get; init; }

    /// <summary>Independent sub-planes.</summary>
    public required int SubPlanes { get; init; }

    /// <summary>
    /// Second-level chips of a sub-plane, hence uplinks of an L1 chip; 0 where the network ends at the node.
    /// </summary>
    public required int L2ChipsPerSubPlane { get; init; }

    /// <summary>One die's link into one sub-plane, one direction; also one uplink.</summary>
    public required BytesPerSecond Lane { get; init; }

    /// <summary>A die reads another die's memory.</summary>
    public required PathPairSpec NpuRead { get; init; }

    /// <summary>A die writes another die's memory.</summary>
    public required PathPairSpec NpuWrite { get; init; }

    /// <summary>A die reads a CPU's memory; null where CPUs are not on this network.</summary>
    public required PathPairSpec? CpuRead { get; init; }

    /// <summary>A die writes a CPU's memory; null where CPUs are not on this network.</summary>
    public required PathPairSpec? CpuWrite { get; init; }

    internal static ScaleUpSpec Read(JsonSection section)
    {
        var paths = section.Section("paths");
        var spec = new ScaleUpSpec
        {
            Name = section.Text("name"),
            SubPlanes = section.Count("subPlanes", SubPlaneRange),
            L2ChipsPerSubPlane = section.Count("l2ChipsPerSubPlane", L2Range),
            Lane = section.Bandwidth("lane"),
            NpuRead = PathPairSpec.Read(paths.Section("npuRead")),
            NpuWrite = PathPairSpec.Read(paths.Section("npuWrite")),
            CpuRead = paths.Has("cpuRead") ? PathPairSpec.Read(paths.Section("cpuRead")) : null,
            CpuWrite = paths.Has("cpuWrite") ? PathPairSpec.Read(paths.Section("cpuWrite")) : null,
        };
        paths.RefuseOtherKeys();
        section.RefuseOtherKeys();
        return spec;
    }
}
