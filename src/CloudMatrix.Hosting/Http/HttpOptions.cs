namespace CloudMatrix.Hosting;

/// <summary>
/// How a silo is looked at from outside, as its configuration says it under <see cref="Section"/>; without that section
/// it opens no such port.
/// </summary>
public sealed class HttpOptions
{
    /// <summary>The section of a configuration.</summary>
    public const string Section = "Http";

    /// <summary>The address of this machine that it listens at; beyond loopback only with a key.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The port, 0 to 65535; 0 takes a free one, which the silo tells when it has started.</summary>
    public string? Port { get; set; }

    /// <summary>
    /// Where the key lies that metrics and state ask for: "env:NAME" or "file:PATH", never the key itself.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>
    /// Meters that are exposed besides this program's own, between commas, e.g. "System.Runtime, Microsoft.Orleans".
    /// </summary>
    public string Meters { get; set; } = "System.Runtime";
}
