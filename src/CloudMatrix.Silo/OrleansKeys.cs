using CloudMatrix.Hosting;
using Microsoft.Extensions.Configuration;

namespace CloudMatrix.Silo;

/// <summary>
/// The keys of Orleans' own section. Orleans passes over those that it does not know, so that a silo whose
/// <c>ClusterId</c> is misspelt would be alone in a cluster of another name.
/// </summary>
internal static class OrleansKeys
{
    private const string Section = "Orleans";

    private static readonly string[] Keys =
    [
        "Name", "ClusterId", "ServiceId", "Endpoints", "Messaging", "EnableDistributedTracing", "Metadata",
        "Clustering", "Reminders", "BroadcastChannel", "Streaming", "GrainStorage", "GrainDirectory",
    ];

    private static readonly string[] EndpointKeys =
        ["AdvertisedIPAddress", "SiloPort", "GatewayPort", "SiloListeningEndpoint", "GatewayListeningEndpoint"];

    private static readonly string[] DevelopmentKeys = ["ProviderType", "PrimarySiloEndPoint"];

    /// <summary>
    /// A fault for each key that is not known; sections that name a store are <see cref="StoreSections"/>'.
    /// </summary>
    public static IEnumerable<string> FindUnknown(IConfiguration root)
    {
        var orleans = root.GetSection(Section);
        var clustering = orleans.GetSection("Clustering");
        var isDevelopment = clustering["ProviderType"] is null or SiloConfiguration.Development;
        return ConfigurationKeys.FindUnknown(orleans, Keys)
            .Concat(ConfigurationKeys.FindUnknown(orleans.GetSection("Endpoints"), EndpointKeys))
            .Concat(isDevelopment ? ConfigurationKeys.FindUnknown(clustering, DevelopmentKeys) : []);
    }
}
