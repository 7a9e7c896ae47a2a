using CloudMatrix.Commands;
using CloudMatrix.Hosting;
using CloudMatrix.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace CloudMatrix.Silo;

/// <summary>One silo in this process.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    // A host that is gone is declared dead after about six seconds.
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TableRefresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopPatience = SiloDrain.Patience + TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DisposePatience = TimeSpan.FromSeconds(2);

    private readonly IHost _host;
    private bool _isAbandoned;

    private SiloHost(IHost host) => _host = host;

    /// <summary>Reaches the cluster.</summary>
    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>Where people look at it; null where it opens no port for that.</summary>
    public Uri? HttpAddress => _host.Services.GetService<HttpSurface>()?.Address;

    /// <summary>Starts a silo.</summary>
    /// <exception cref="ConfigurationException">
    /// Its ports are in use, a store cannot be used, or the cluster's other silos host another machine or run another
    /// version.
    /// </exception>
    /// <exception cref="ClusterLostException">The cluster to join, or a store, cannot be reached.</exception>
    public static async Task<SiloHost> StartAsync(SiloConfiguration configuration, CancellationToken cancellation)
    {
        configuration.RequireFreePorts();
        await PrimaryWatch.RequireAsync(configuration.Primary, cancellation);
        await StoreWatch.RequireAsync(configuration, cancellation);
        var host = Build(configuration);
        try
        {
            await host.StartAsync(cancellation);
            return new SiloHost(host);
        }
        catch (Exception exception)
        {
            await StopAsync(host);
            if (FaultIn(exception) is { } fault)
            {
                throw fault;
            }

            // It may be that a store was lost in the middle of the start.
            await StoreWatch.RequireAsync(configuration, cancellation);
            throw;
        }
    }

    /// <summary>Gives the cluster up: a silo whose cluster is gone cannot take its leave of it.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <summary>Leaves the cluster in order, unless that was given up.</summary>
    public ValueTask DisposeAsync() => _isAbandoned ? ValueTask.CompletedTask : new(StopAsync(_host));

    // What Orleans cannot make of its section it tells while the host is built.
    private static IHost Build(SiloConfiguration configuration)
    {
        try
        {
            return BuildHost(configuration);
        }
        catch (Exception exception) when (exception is InvalidOperationException or OrleansConfigurationException)
        {
            throw new ConfigurationException([$"{configuration.Path}: Orleans: {exception.Message}"]);
        }
    }

    private static IHost BuildHost(SiloConfiguration configuration)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddConfiguration(configuration.Root);
        builder.Logging.AddConfiguration(configuration.Root.GetSection("Logging"));
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.UseOrleans(silo =>
        {
            silo.UseCloudMatrix(configuration.Supernode)
                .Configure<ClusterMembershipOptions>(Watch);
            silo.Services.AddSingleton<IFatalErrorHandler, CountedOut>();
            if (configuration.Http is { } http)
            {
                silo.UseCloudMatrixHttp(http);
            }
        });
        return builder.Build();
    }

    // In a cluster of few silos those that are left believe that they themselves are ill when one is gone, and then do
    // not believe one another's probes; each asks for itself. Whoever misses the news of a death reads it soon.
    private static void Watch(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = ProbeTimeout;
        options.EnableIndirectProbes = false;
        options.TableRefreshTimeout = TableRefresh;
    }

    // Without its store a silo takes minutes to leave, whatever it is told: it gives up by itself.
    private static async Task StopAsync(IHost host)
    {
        try
        {
            await Task.Run(() => LeaveAsync(host)).WaitAsync(StopPatience + DisposePatience);
        }
        catch (TimeoutException)
        {
            // The process ends, and others find out by themselves that it is gone.
        }
    }

    private static async Task LeaveAsync(IHost host)
    {
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await host.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Whoever it waits for will find out by himself that it is gone.
        }

        host.Dispose();
    }

    // What keeps a silo from joining comes wrapped in what the host makes of it.
    private static ConfigurationException? FaultIn(Exception? exception) => exception switch
    {
        null => null,
        ConfigurationException fault => fault,
        AggregateException many => many.InnerExceptions.Select(FaultIn).FirstOrDefault(fault => fault is not null),
        _ => FaultIn(exception.InnerException),
    };
}
