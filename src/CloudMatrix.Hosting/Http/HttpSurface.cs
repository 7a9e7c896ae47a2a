using System.Net;
using System.Net.Sockets;
using CloudMatrix.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Hosting;

/// <summary>
/// What a silo shows to the outside: health, metrics, state and the page. Its port opens before the silo joins, so that
/// it can be asked meanwhile, and closes after the silo has left.
/// </summary>
internal sealed partial class HttpSurface : IHostedLifecycleService, IAsyncDisposable
{
    private const long ConnectionsMax = 256;

    private readonly WebApplication _app;
    private readonly SiloReadiness _readiness;
    private readonly ILogger _logger;
    private readonly HttpSpec _spec;

    public HttpSurface(HttpSpec spec, SiloReadiness readiness, ILoggerFactory loggers, HttpAnswers content)
    {
        _spec = spec;
        _readiness = readiness;
        _logger = loggers.CreateLogger<HttpSurface>();
        _app = Build(spec, readiness, loggers);
        Map(new KeyGate(spec.Key), content);
    }

    /// <summary>Where it listens; null before it does.</summary>
    public Uri? Address { get; private set; }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            var why = exception.GetBaseException().Message;
            throw new ConfigurationException(
                [$"{HttpOptions.Section}:Port: cannot listen at {_spec.EndPoint}: {why}."]);
        }

        var server = _app.Services.GetRequiredService<IServer>();
        Address = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        LogListening(Address);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _readiness.Leave();
        LogLeaving();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static WebApplication Build(HttpSpec spec, SiloReadiness readiness, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(spec.EndPoint);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        });
        builder.Services.AddSingleton(loggers).AddRoutingCore();
        builder.Services.AddHealthChecks().AddCheck(nameof(ReadinessCheck), new ReadinessCheck(readiness));
        if (spec.Key is null)
        {
            // A page from elsewhere must not read a silo through a name of its own for this machine.
            builder.Services.AddHostFiltering(hosts => hosts.AllowedHosts = LoopbackNames(spec.EndPoint.Address));
        }

        var app = builder.Build();
        if (spec.Key is null)
        {
            app.UseHostFiltering();
        }

        return app;
    }

    private static string[] LoopbackNames(IPAddress address) =>
        ["localhost", "127.0.0.1", "[::1]", address.ToString()];

    private void Map(KeyGate gate, HttpAnswers content)
    {
        _app.MapHealthChecks("/health/live", new HealthCheckOptions
        {
            Predicate = _ => false,
            ResponseWriter = HttpAnswers.WriteHealthAsync,
        });
        _app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = HttpAnswers.WriteHealthAsync });
        _app.MapGet("/", HttpAnswers.WritePageAsync);
        _app.MapGet("/metrics", gate.Guard(content.WriteMetricsAsync));
        _app.MapGet("/api/state", gate.Guard(content.WriteStateAsync));
    }
}
