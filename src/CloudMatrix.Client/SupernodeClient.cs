using CloudMatrix.Commands;
using CloudMatrix.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CloudMatrix.Client;

/// <summary>A connection to a supernode, for programs that need no host of their own.</summary>
/// <example>
/// <code>
/// await using var supernode = await SupernodeClient.ConnectAsync();
/// Console.WriteLine((await supernode.Grains.Npu(new NpuId(0)).GetState()).Silo);
/// </code>
/// </example>
public sealed class SupernodeClient : IAsyncDisposable
{
    private readonly IHost _host;

    private SupernodeClient(IHost host) => _host = host;

    /// <summary>All devices and instances, by name.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IClusterClient>();

    /// <summary>Connects.</summary>
    /// <param name="gateway">
    /// Address and gateway port of a silo; null for silo-configs/laptop.json on this machine.
    /// </param>
    /// <param name="clusterId">The cluster's name; null for that of silo-configs/laptop.json.</param>
    /// <exception cref="ConfigurationException">The gateway is not an address and a port.</exception>
    /// <exception cref="ClusterLostException">Nobody answers there.</exception>
    public static async Task<SupernodeClient> ConnectAsync(string? gateway = null, string? clusterId = null)
    {
        var defaults = new CloudMatrixClientOptions();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration[$"{CloudMatrixClientOptions.Section}:Gateway"] = gateway ?? defaults.Gateway;
        builder.Configuration[$"{CloudMatrixClientOptions.Section}:ClusterId"] = clusterId ?? defaults.ClusterId;
        builder.AddCloudMatrixClient();
        var host = builder.Build();
        try
        {
            await host.StartAsync().ConfigureAwait(false);
            return new SupernodeClient(host);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            host.Dispose();
            throw new ClusterLostException(
                $"No silo answers at {gateway ?? defaults.Gateway}: start one, e.g. "
                + "dotnet run -c Release --project src/CloudMatrix.Silo -- --config silo-configs/laptop.json");
        }
    }

    /// <summary>Disconnects.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync().ConfigureAwait(false);
        _host.Dispose();
    }
}
