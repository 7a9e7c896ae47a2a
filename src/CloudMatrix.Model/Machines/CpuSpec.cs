namespace CloudMatrix.Model;

/// <summary>One CPU socket.</summary>
/// <param name="ScaleUpBandwidth">Of its port into the scale-up network, one direction; null where it has none.</param>
/// <param name="DramCapacity">Memory that it owns; null where the machine file does not say.</param>
public sealed record CpuSpec(BytesPerSecond? ScaleUpBandwidth, Bytes? DramCapacity)
{
    internal static CpuSpec Read(JsonSection section)
    {
        var spec = new CpuSpec(
            section.Has("scaleUpBandwidth") ? section.Bandwidth("scaleUpBandwidth") : null,
            section.Has("dramCapacity") ? section.Size("dramCapacity") : null);
        section.RefuseOtherKeys();
        return spec;
    }
}
