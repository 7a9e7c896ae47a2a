namespace CloudMatrix.Client;

/// <summary>Which cluster a client attaches to, as its configuration says it under <see cref="Section"/>.</summary>
public sealed class CloudMatrixClientOptions
{
    /// <summary>The section of a configuration.</summary>
    public const string Section = "CloudMatrix:Client";

    /// <summary>
    /// Address and gateway port of a silo, e.g. "127.0.0.1:30000", which silo-configs/laptop.json opens.
    /// </summary>
    public string Gateway { get; set; } = "127.0.0.1:30000";

    /// <summary>The cluster's name.</summary>
    public string ClusterId { get; set; } = "cm384";

    /// <summary>The service's name.</summary>
    public string ServiceId { get; set; } = "supernode";
}
