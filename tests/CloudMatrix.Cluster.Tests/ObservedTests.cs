using System.Net;
using System.Text.Json;
using CloudMatrix.Client;
using CloudMatrix.Grains;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;

namespace CloudMatrix.Cluster.Tests;

/// <summary>A decode as people see it from outside.</summary>
public sealed class ObservedTests : IAsyncLifetime, IDisposable
{
    private const string Instance = "observed";

    private readonly HttpClient _client = new();
    private SupernodeHost _supernode = null!;

    public async Task InitializeAsync()
    {
        var http = new HttpSpec(new IPEndPoint(IPAddress.Loopback, 0), Key: null, Meters: []);
        _supernode = await SupernodeHost.StartAsync(http: http);
        _client.BaseAddress = _supernode.HttpAddress;
    }

    [Fact]
    public async Task Metrics_AfterADecode_SayWhatItsReportSays()
    {
        var report = (await RunAsync(Decodes.Order(Decodes.Small))).Report;

        var metrics = await ScrapeAsync();

        Assert.Equal(report.Steps, metrics["cloudmatrix_decode_steps_total"]);
        Assert.Equal(report.TokensDispatched, metrics["cloudmatrix_decode_rows_dispatched_total"]);
        Assert.Equal(report.TokensCombined, metrics["cloudmatrix_decode_rows_combined_total"]);
        Assert.Equal(
            report.BytesOverUb,
            metrics["cloudmatrix_plane_sent_bytes_total", "dispatch"]
            + metrics["cloudmatrix_plane_sent_bytes_total", "combine"]);
        Assert.Equal(
            report.IterationMs * report.Steps / 1e3,
            metrics["cloudmatrix_decode_step_modelled_seconds_sum"],
            tolerance: 1e-9);
        Assert.Equal(0, metrics["cloudmatrix_decode_requests", "running"]);
        Assert.Equal(1, metrics["cloudmatrix_decode_runs_total", "done"]);
        Assert.Equal(0, metrics["cloudmatrix_decode_runs_total", "failed"]);
        Assert.Equal(0, metrics["cloudmatrix_decode_replays_total"]);
        Assert.Equal(1, metrics["cloudmatrix_silo_ready"]);
    }

    [Fact]
    public async Task Metrics_DuringADecode_TellTheFullestDie()
    {
        var instance = _supernode.Grains.DecodeInstance(Instance);
        await instance.Start(Decodes.Order(Decodes.Small));
        var least = new List<double>();
        await foreach (var _ in instance.WatchAsync())
        {
            var metrics = await ScrapeAsync();
            least.AddRange(metrics.Samples("cloudmatrix_decode_hbm_die_bytes", "stat=\"min\"", "use=\"free\""));
            Assert.True(metrics.Samples("cloudmatrix_decode_hbm_die_bytes").Count is 0 or 8);
        }

        var report = (await instance.GetResult())!.Report;
        Assert.Contains(report.HbmBytesPerDie.Free, least);
    }

    [Fact]
    public async Task State_AfterADecode_ShowsItsDiesAndRows()
    {
        var report = (await RunAsync(Decodes.Order(Decodes.Small))).Report;

        using var state = JsonDocument.Parse(await _client.GetStringAsync("/api/state"));

        var silo = Assert.Single(state.RootElement.GetProperty("silos").EnumerateArray());
        Assert.Equal(48, silo.GetProperty("nodes").GetArrayLength());
        var view = silo.GetProperty("view");
        var run = Assert.Single(view.GetProperty("runs").EnumerateArray());
        Assert.Equal((Instance, "done"), (Text(run, "instance"), Text(run, "life")));
        var part = Assert.Single(view.GetProperty("parts").EnumerateArray());
        Assert.Equal(report.Dies, part.GetProperty("dies").GetArrayLength());
        Assert.Equal(
            run.GetProperty("lastStep").GetProperty("rows").GetInt64(),
            part.GetProperty("slots").EnumerateArray().Sum(slot => slot.GetProperty("rows").GetInt64()));
        Assert.All(part.GetProperty("dies").EnumerateArray(), die => Assert.InRange(Shares(die), 0.5, 2));
    }

    [Fact]
    public async Task State_LookedAtBetweenSteps_ShowsTheStreamsOfADie()
    {
        // Whoever looks asks for the step that ends next to be kept.
        await RunAsync(Decodes.Order(Decodes.Small));
        var views = _supernode.Grains.UbSwitch(await SiloAsync());
        await views.GetView();
        var parts = new List<JsonElement>();
        var instance = _supernode.Grains.DecodeInstance(Instance);
        await instance.Start(Decodes.Order(Decodes.Small with { Steps = 8 }));
        await foreach (var status in instance.WatchAsync())
        {
            Assert.NotEqual(DecodeLife.Failed, status.Life);
            using var view = JsonDocument.Parse(await views.GetView());
            parts.Add(Assert.Single(view.RootElement.GetProperty("parts").EnumerateArray()).Clone());
        }

        var spans = parts.Select(part => part.GetProperty("spans")).First(spans => spans.GetArrayLength() > 0);
        Assert.Equal(0, spans.GetArrayLength() % 6);
        Assert.Equal(0, spans[4].GetDouble());
    }

    [Fact]
    public async Task Traces_Listened_HaveASpanForTheRunAndEachStep()
    {
        using var ended = new EndedSpans();

        var report = (await RunAsync(Decodes.Order(Decodes.Small))).Report;

        var steps = ended.With("cloudmatrix.instance", Instance)
            .Where(span => span.OperationName == "cloudmatrix.decode.step").ToList();
        Assert.Equal(Decodes.Small.Steps, steps.Count);
        Assert.Equal(
            report.IterationMs * report.Steps,
            steps.Sum(step => (double)step.GetTagItem("cloudmatrix.modelled_us")!) / 1e3,
            tolerance: 1e-6);
        Assert.Single(steps.Select(step => step.ParentSpanId).Distinct());
    }

    public async Task DisposeAsync() => await _supernode.DisposeAsync();

    public void Dispose() => _client.Dispose();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static double Shares(JsonElement die) => die.GetProperty("attentionShare").GetDouble()
        + die.GetProperty("expertShare").GetDouble() + die.GetProperty("exchangeShare").GetDouble();

    private async Task<ScrapedText> ScrapeAsync() => new(await _client.GetStringAsync("/metrics"));

    private async Task<SiloAddress> SiloAsync()
    {
        var share = Assert.Single((await _supernode.Grains.Supernode().GetState()).Silos);
        var generation = share.Silo.LastIndexOf(':');
        return SiloAddress.FromParsableString($"{share.Silo[1..generation]}@{share.Silo[(generation + 1)..]}");
    }

    private Task<DecodeResult> RunAsync(DecodeOrder order) => _supernode.Grains.DecodeInstance(Instance)
        .RunAsync(order, new Progress<DecodeStatus>());
}
