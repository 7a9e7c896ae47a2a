namespace CloudMatrix.Model;

/// <summary>The scale-out network: one adapter for each die, between nodes and between supernodes.</summary>
/// <param name="Name">What people call it, e.g. "RDMA".</param>
/// <param name="PerDie">Line rate of one die's adapter, one direction.</param>
/// <param name="NpuRead">A die reads another die's memory; null where the machine file does not say.</param>
/// <param name="NpuWrite">A die writes another die's memory; null where the machine file does not say.</param>
public sealed record ScaleOutSpec(string Name, BytesPerSecond PerDie, PathPairSpec? NpuRead, PathPairSpec? NpuWrite)
{
    internal static ScaleOutSpec Read(JsonSection section)
    {
        var name = section.Text("name");
        var perDie = section.Bandwidth("perDie");
        if (!section.Has("paths"))
        {
            section.RefuseOtherKeys();
            return new ScaleOutSpec(name, perDie, NpuRead: null, NpuWrite: null);
        }

        var paths = section.Section("paths");
        var spec = new ScaleOutSpec(
            name,
            perDie,
            PathPairSpec.Read(paths.Section("npuRead")),
            PathPairSpec.Read(paths.Section("npuWrite")));
        paths.RefuseOtherKeys();
        section.RefuseOtherKeys();
        return spec;
    }
}
