using System.Net;
using System.Net.Sockets;
using CloudMatrix.Grains;
using CloudMatrix.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Hosting;

/// <summary>A whole supernode on one silo in this process: for programs and tests that need no cluster.</summary>
/// <example>
/// <code>
/// await using var supernode = await SupernodeHost.StartAsync();
/// Console.WriteLine((await supernode.Grains.Supernode().GetState()).Machine);
/// </code>
/// </example>
public sealed class SupernodeHost : IAsyncDisposable
{
    /// <summary>The cluster's name.</summary>
    public const string ClusterId = "cm384";

    private const string ServiceId = "supernode";

    private readonly IHost _host;

    private SupernodeHost(IHost host, int gatewayPort)
    {
        _host = host;
        GatewayPort = gatewayPort;
    }

    /// <summary>The port of this machine that clients of other processes connect to.</summary>
    public int GatewayPort { get; }

    /// <summary>Where people look at it; null where it opens no port for that.</summary>
    public Uri? HttpAddress => _host.Services.GetService<HttpSurface>()?.Address;

    /// <summary>All devices and instances, by name.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts it, on ports that are free.</summary>
    /// <param name="machine">The machine; CloudMatrix384 where none is given.</param>
    /// <param name="http">How it is looked at; opens no port for that where nothing is given.</param>
    public static async Task<SupernodeHost> StartAsync(MachineSpec? machine = null, HttpSpec? http = null)
    {
        var supernode = new SupernodeSpec(machine ?? DefaultMachine.Read(), wanted: null);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Orleans", LogLevel.Error);
        var (siloPort, gatewayPort) = FreePorts();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: ServiceId, clusterId: ClusterId)
                .UseCloudMatrix(supernode);
            if (http is not null)
            {
                silo.UseCloudMatrixHttp(http);
            }
        });
        var host = builder.Build();
        await host.StartAsync();
        return new SupernodeHost(host, gatewayPort);
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
