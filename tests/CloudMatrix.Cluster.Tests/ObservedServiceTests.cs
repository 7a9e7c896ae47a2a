using System.Net;
using System.Text.Json;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Hosting;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Tests;

/// <summary>A service as people see it from outside.</summary>
public sealed class ObservedServiceTests : IAsyncLifetime, IDisposable
{
    private const string Name = "observed-service";
    private const int TimeoutMs = 120_000;

    private static readonly ReplayOptions Replay = ServingTests.Slice with { Limit = 150 };

    private readonly HttpClient _client = new();
    private SupernodeHost _supernode = null!;

    private IServiceGrain Service => _supernode.Grains.Service(Name);

    public async Task InitializeAsync()
    {
        var http = new HttpSpec(new IPEndPoint(IPAddress.Loopback, 0), Key: null, Meters: []);
        _supernode = await SupernodeHost.StartAsync(http: http);
        _client.BaseAddress = _supernode.HttpAddress;
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Metrics_AfterAReplay_SayWhatItsReportSays()
    {
        var report = await Service.ReplayAsync(Replay, new Progress<ServiceStatus>());

        var metrics = new ScrapedText(await _client.GetStringAsync("/metrics"));

        Assert.Equal(report.Completed, metrics["cloudmatrix_serving_requests_ended_total", "outcome=\"completed\""]);
        Assert.Equal(report.Offered, metrics.Samples("cloudmatrix_serving_requests_ended_total").Sum());
        Assert.Equal(
            (await Service.GetRequests()).Sum(request => request.Generated),
            metrics["cloudmatrix_serving_tokens_total", "kind=\"generated\""]);
        Assert.Equal(
            report.TtftMs!.Mean * metrics["cloudmatrix_serving_ttft_modelled_seconds_count"] / 1e3,
            metrics["cloudmatrix_serving_ttft_modelled_seconds_sum"],
            tolerance: 1e-6);
        Assert.Equal(
            report.TpotMs!.Mean * metrics["cloudmatrix_serving_tpot_modelled_seconds_count"] / 1e3,
            metrics["cloudmatrix_serving_tpot_modelled_seconds_sum"],
            tolerance: 1e-6);
        Assert.Equal(
            (report.Prefill.Batches, report.Prefill.Tokens),
            (metrics.Samples("cloudmatrix_serving_batches_total", "prefill-").Sum(),
                metrics.Samples("cloudmatrix_serving_computed_total", "prefill-").Sum()));
        Assert.Equal(
            (report.Decode.Batches, report.Decode.Tokens),
            (metrics.Samples("cloudmatrix_serving_batches_total", "decode-").Sum(),
                metrics.Samples("cloudmatrix_serving_computed_total", "decode-").Sum()));
        Assert.Equal(1, metrics["cloudmatrix_serving_runs_total", "outcome=\"done\""]);
        Assert.Equal([0, 0, 0], metrics.Samples("cloudmatrix_serving_requests"));
        Assert.True(metrics["cloudmatrix_serving_wall_to_modelled_ratio"] > 0);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Metrics_AfterAReplay_SayWhatItsPoolDid()
    {
        var cache = (await Service.ReplayAsync(Replay, new Progress<ServiceStatus>())).Cache;

        var metrics = new ScrapedText(await _client.GetStringAsync("/metrics"));

        const string pool = $"pool=\"{Name}\"";
        Assert.Equal(cache.Prompts.Hits, metrics["cloudmatrix_cache_lookups_total", pool, "\"hit\""]);
        Assert.Equal(cache.Stored, metrics["cloudmatrix_cache_stores_total", pool, "\"stored\""]);
        Assert.Equal(cache.Deduplicated, metrics.Samples("cloudmatrix_cache_stores_total", pool, "\"held\"").Sum());
        Assert.True(metrics["cloudmatrix_cache_lookups_total", pool, "\"miss\""] > 0);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Metrics_WhileARequestIsPrefilled_ShowWhereItIs()
    {
        var request = await SubmitSlowlyAsync();

        var metrics = new ScrapedText(await _client.GetStringAsync("/metrics"));

        Assert.Equal(1, metrics["cloudmatrix_serving_requests", "state=\"prefill\""]);
        Assert.Equal(1, metrics.Samples("cloudmatrix_serving_requests").Sum());
        Assert.Equal(1, metrics.Samples("cloudmatrix_serving_sequences", "state=\"reserved\"").Sum());
        Assert.Equal(
            HbmBlocks.Of(3_040),
            metrics.Samples("cloudmatrix_serving_kv_blocks", "decode-", "use=\"used\"").Sum());
        Assert.True(await Service.Cancel(request));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task State_WhileARequestIsPrefilled_ShowsServiceInstancesAndPool()
    {
        await SubmitSlowlyAsync();

        using var state = JsonDocument.Parse(await _client.GetStringAsync("/api/state"));

        var view = Assert.Single(state.RootElement.GetProperty("silos").EnumerateArray()).GetProperty("view");
        var service = Assert.Single(view.GetProperty("services").EnumerateArray());
        Assert.Equal((Name, "open"), (Text(service, "service"), Text(service, "life")));
        Assert.Equal((1, 0), (service.GetProperty("requests").GetInt32(), service.GetProperty("ended").GetInt32()));
        Assert.Equal(
            ["prefill-0", "prefill-1", "prefill-2", "decode-0", "decode-1"],
            view.GetProperty("instances").EnumerateArray().Select(instance => Text(instance, "name")));
        Assert.Equal(Name, Text(Assert.Single(view.GetProperty("pools").EnumerateArray()), "service"));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Traces_Listened_HaveASpanForEachRequest()
    {
        using var ended = new EndedSpans();

        var report = await Service.ReplayAsync(Replay, new Progress<ServiceStatus>());

        var spans = ended.With("cloudmatrix.service", Name)
            .Where(span => span.OperationName == "cloudmatrix.serving.request").ToList();
        Assert.Equal(
            Enumerable.Range(0, report.Offered),
            spans.Select(span => (int)span.GetTagItem("cloudmatrix.request")!).Order());
        Assert.Equal(
            report.TtftMs!.Mean,
            spans.Select(span => span.GetTagItem("cloudmatrix.modelled_ttft_ms")).OfType<double>().Average(),
            tolerance: 1e-6);
        Assert.All(spans, span => Assert.Equal("completed", span.GetTagItem("cloudmatrix.outcome")));
        Assert.NotEqual(default, Assert.Single(spans.Select(span => span.ParentSpanId).Distinct()));
    }

    public async Task DisposeAsync() => await _supernode.DisposeAsync();

    public void Dispose() => _client.Dispose();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    // At this pace nobody sees the first token.
    private async Task<int> SubmitSlowlyAsync()
    {
        await Service.OpenAsync(ServingTests.Service with { Failures = [] }, pace: 1e-6);
        var request = await Service.Submit([.. Enumerable.Range(0, 3_000)], 40);
        await foreach (var status in Service.Follow(request))
        {
            if (status.PrefillInstance is not null)
            {
                break;
            }
        }

        return request;
    }
}
