namespace CloudMatrix.Model;

/// <summary>One operation, measured within a node and between nodes.</summary>
/// <param name="IntraNode">To another device of the same node.</param>
/// <param name="InterNode">To a device of another node; null where the network ends at the node.</param>
public sealed record PathPairSpec(PathSpec IntraNode, PathSpec? InterNode)
{
    internal static PathPairSpec Read(JsonSection section)
    {
        var spec = new PathPairSpec(
            ReadPath(section.Section("intraNode")),
            section.Has("interNode") ? ReadPath(section.Section("interNode")) : null);
        section.RefuseOtherKeys();
        return spec;
    }

    private static PathSpec ReadPath(JsonSection section)
    {
        var spec = new PathSpec(section.Bandwidth("bandwidth"), section.Duration("latency"));
        section.RefuseOtherKeys();
        return spec;
    }
}
