namespace CloudMatrix.Hosting;

/// <summary>What a silo hosts, as its configuration says it under <see cref="Section"/>.</summary>
public sealed class CloudMatrixOptions
{
    /// <summary>The section of a configuration.</summary>
    public const string Section = "CloudMatrix";

    /// <summary>Path of a machine file; CloudMatrix384, built in, where none is named.</summary>
    public string? Machine { get; set; }

    /// <summary>
    /// Nodes whose devices live on this silo, e.g. "0-23"; where none are named the silos of the cluster share evenly.
    /// </summary>
    public string? Nodes { get; set; }
}
