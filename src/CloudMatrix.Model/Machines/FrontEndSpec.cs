namespace CloudMatrix.Model;

/// <summary>The network to storage, management and users.</summary>
/// <param name="Name">What people call it, e.g. "VPC".</param>
/// <param name="PerNode">Line rate of one node, one direction.</param>
public sealed record FrontEndSpec(string Name, BytesPerSecond PerNode)
{
    internal static FrontEndSpec Read(JsonSection section)
    {
        var spec = new FrontEndSpec(section.Text("name"), section.Bandwidth("perNode"));
        section.RefuseOtherKeys();
        return spec;
    }
}
