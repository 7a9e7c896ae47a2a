using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudMatrix.Hosting.Tests;

public sealed class HttpSurfaceTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "not-to-be-seen-anywhere";

    private readonly CapturedLog _log = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<HttpSurface> _surfaces = [];
    private readonly HttpClient _client = new();
    private SiloReadiness _readiness = null!;
    private IEnumerable<SiloAddress> _strangers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Health_BeforeDuringAndAfterMembership_SaysWhy()
    {
        await StartAsync(key: null);

        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/health/live")).StatusCode);
        await AssertNotReadyAsync("not joined");

        _readiness.Join();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/health/ready")).StatusCode);

        _strangers = [SiloAddress.New(IPAddress.Loopback, 11111, 1)];
        await AssertNotReadyAsync("127.0.0.1:11111 has not shown");

        await _surfaces[0].StoppingAsync(default);
        await AssertNotReadyAsync("leaving");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Metrics_Scraped_AreOfPrometheusType()
    {
        await StartAsync(key: null);

        var answer = await GetAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal(3, ScrapedMetrics.Of(await answer.Content.ReadAsByteArrayAsync())["cloudmatrix_steps_total"]);
    }

    [Fact]
    public async Task Page_Opened_LoadsNothingFromElsewhere()
    {
        await StartAsync(key: null);

        var answer = await GetAsync("/");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/", "", StringComparison.Ordinal));
        Assert.DoesNotContain("https://", page);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/api/state")]
    public async Task Guarded_WithoutTheKey_IsRefused(string path)
    {
        await StartAsync(new HttpKey(Secret));

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(path, "Bearer", Secret + "x")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(path, "Basic", Secret)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync($"{path}?key={Secret}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(path, "Bearer", Secret)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Guarded_RightAndWrongKeys_AreNeverLogged()
    {
        await StartAsync(new HttpKey(Secret));

        await GetAsync("/metrics", "Bearer", Secret);
        await GetAsync("/api/state", "Bearer", Secret + "x");

        Assert.Contains(_log.Lines, line => line.Contains("/metrics", StringComparison.Ordinal));
        Assert.All(_log.Lines, line => Assert.DoesNotContain(Secret, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Loopback_AskedByAForeignName_IsRefused()
    {
        await StartAsync(key: null);
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf("/api/state"));
        request.Headers.Host = "rebound.example.org";

        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Start_PortInUse_NamesIt()
    {
        await StartAsync(key: null);
        var taken = _surfaces[0].Address!.Port;

        var refused = await Assert.ThrowsAsync<Model.ConfigurationException>(() => StartAsync(key: null, taken));

        Assert.Contains($"Http:Port: cannot listen at 127.0.0.1:{taken}", refused.Message, StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        foreach (var surface in _surfaces)
        {
            await surface.StoppedAsync(default);
            await surface.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _services.Dispose();
        _log.Dispose();
    }

    private async Task StartAsync(HttpKey? key, int port = 0)
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        var metrics = new MetricStore(meters, []);
        meters.Create("CloudMatrix.Tests").CreateCounter<int>("cloudmatrix.steps").Add(3);
        var state = new StateFeed(() => Task.FromResult("{}"u8.ToArray()), TimeProvider.System);
        _readiness = new SiloReadiness(() => _strangers);
        var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        var spec = new HttpSpec(new IPEndPoint(IPAddress.Loopback, port), key, []);
        _surfaces.Add(new HttpSurface(spec, _readiness, loggers, new HttpAnswers(metrics, state)));
        await _surfaces[^1].StartingAsync(default);
    }

    private async Task AssertNotReadyAsync(string why)
    {
        var answer = await GetAsync("/health/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains(why, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Uri AddressOf(string path) => new(_surfaces[0].Address!, path);

    private Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(AddressOf(path));

    private Task<HttpResponseMessage> GetAsync(string path, string scheme, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(path));
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, key);
        return _client.SendAsync(request);
    }
}
