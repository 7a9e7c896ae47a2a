using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class ServingSessionTests
{
    private const double BytesPerToken = 70_272;

    [Fact]
    public void Run_OneRequest_TakesPrefillHandoverAndIterations()
    {
        var trace = Service.TraceOf((5, 1_000, 4));
        var options = new ReplayOptions { Trace = trace, Service = new() { Mtp = 0, Prefills = 1 } };

        using var session = Service.Run(options);

        var request = Assert.Single(session.Requests);
        var handoverMs = 1_000 * BytesPerToken / 25e9 * 1e3;
        var iterationsMs = 30 + ((1_001 + 1_002 + 1_003) * 1e-6);
        Assert.Equal(ServedAs.Completed, request.Outcome);
        Assert.Equal(VirtualTime.Zero, request.ArrivedAt);
        Assert.Equal(10.0, request.Ttft!.Value.TotalMilliseconds, 9);
        Assert.Equal((handoverMs + iterationsMs) / 3, request.Tpot!.Value.TotalMilliseconds, 6);
        Assert.Equal(10 + handoverMs + iterationsMs, request.EndToEnd!.Value.TotalMilliseconds, 6);
    }

    [Fact]
    public void Run_OneTokenAskedFor_EndsWithItsPrefill()
    {
        using var session = Service.Run(new ReplayOptions { Trace = Service.TraceOf((0, 500, 1), (0, 500, 0)) });

        Assert.All(session.Requests, request => Assert.Equal(request.FirstTokenAt, request.EndedAt));
        Assert.All(session.Requests, request => Assert.Null(request.Tpot));
        Assert.Equal(0, session.Report().Decode.Batches);
        Assert.Equal(2, session.Report().Goodput.Requests);
    }

    [Fact]
    public void Run_PromptsOfOneInstant_AreOneBatch()
    {
        var trace = Service.TraceOf((0, 1_000, 2), (0, 3_000, 2), (0, 2_000, 2));

        using var session = Service.Run(new ReplayOptions { Trace = trace, Service = new() { Prefills = 1 } });

        Assert.All(session.Requests, request => Assert.Equal(60.0, request.Ttft!.Value.TotalMilliseconds, 9));
        Assert.Equal(1, session.Report().Prefill.Batches);
    }

    [Fact]
    public void Run_BatchIsFull_TheNextPromptWaits()
    {
        var trace = Service.TraceOf((0, 10_000, 2), (0, 10_000, 2));
        var options = new ReplayOptions { Trace = trace, Service = new() { Prefills = 1, BatchTokens = 1_000 } };

        using var session = Service.Run(options);

        Assert.Equal([100.0, 200.0], session.Requests.Select(request => request.Ttft!.Value.TotalMilliseconds));
    }

    [Fact]
    public void Run_Chunked_CutsPromptsWhereBatchesAreFull()
    {
        var trace = Service.TraceOf((0, 10_000, 2), (0, 10_000, 2), (0, 30_000, 2));
        var service = new ServingOptions { Prefills = 1, BatchTokens = 1_000, Cutting = PromptCutting.Chunked };
        var options = new ReplayOptions { Trace = trace, Service = service };

        using var session = Service.Run(options);

        // 16,000 tokens a batch: 10 + 6, 4 + 12, 16, 2.
        Assert.Equal([160.0, 320.0, 500.0], session.Requests.Select(request => request.Ttft!.Value.TotalMilliseconds));
        Assert.Equal(50_000, session.Report().Prefill.Tokens);
    }

    [Fact]
    public void Run_ShortestFirst_LetsShortPromptsPass()
    {
        var trace = Service.TraceOf((0, 12_000, 2), (0.01, 12_000, 2), (0.02, 6_000, 2));
        var service = new ServingOptions { Prefills = 1, BatchTokens = 1_000, Order = PromptOrderKind.ShortestFirst };
        var options = new ReplayOptions { Trace = trace, Service = service };

        using var session = Service.Run(options);

        var order = session.Requests.OrderBy(request => request.FirstTokenAt).Select(request => request.Request);
        Assert.Equal([0, 2, 1], order);
    }

    [Fact]
    public void Run_InfinitePool_HitsAndHitsInFlightAreAllThatIsShared()
    {
        var timeless = CacheReplay.Run(new CacheOptions { Trace = Service.Shared });

        foreach (var speed in new[] { 0.2, 1.0, 20.0 })
        {
            var options = new ReplayOptions { Trace = Service.Shared, Speed = speed, Service = new() { Prefills = 1 } };
            using var session = Service.Run(options);
            var cache = session.Report().Cache;
            Assert.Equal(timeless.Prompts.Hits, cache.Prompts.Hits + cache.HitsLostInFlight);
            Assert.Equal(timeless.Prompts.Blocks, cache.Prompts.Blocks);
            Assert.Equal(speed > 1, cache.HitsLostInFlight > 100);
        }
    }

    [Fact]
    public void Run_CacheAware_HitsMoreInFlight()
    {
        var options = new ReplayOptions { Trace = Service.Shared, Speed = 100 };
        using var least = Service.Run(options);
        using var aware = Service.Run(options with { Service = new() { Router = RouterKind.CacheAware } });

        Assert.True(
            aware.Report().Cache.Prompts.Hits > least.Report().Cache.Prompts.Hits,
            $"{aware.Report().Cache.Prompts.Hits} and {least.Report().Cache.Prompts.Hits}");
    }

    [Fact]
    public void Run_NoCache_ComputesEveryToken()
    {
        using var session = Service.Run(
            new ReplayOptions { Trace = Service.Shared, Service = new() { Plane = CachePlane.None } });

        var report = session.Report();
        Assert.Equal(Service.Shared.Requests.Sum(request => (long)request.InputTokens), report.Prefill.Tokens);
        Assert.Equal((0, 0), (report.Cache.Prompts.Hits, report.BytesPerPlane.ScaleUpCache));
    }

    [Fact]
    public void Run_TooLongForAnyone_IsRefusedByName()
    {
        var trace = Service.TraceOf((0, 200_000, 2), (0, 100, 170_000), (0, 100, 2));

        using var session = Service.Run(new ReplayOptions { Trace = trace });

        var report = session.Report();
        Assert.Equal((3, 1, 2), (report.Offered, report.Completed, report.Refused));
        Assert.Equal(2, report.RefusedBy["contextTooLong"]);
    }

    [Fact]
    public void Run_FewPlaces_RequestsWaitAndAllComplete()
    {
        var service = new ServingOptions { Batch = 2, DecodeNpus = 20, Prefills = 4 };
        var options = new ReplayOptions { Trace = Service.Shared, Speed = 50, Service = service };

        using var session = Service.Run(options);

        var report = session.Report();
        Assert.Equal(300, report.Completed);
        Assert.InRange(report.Decode.MeanBatch, 20, 40);
    }

    [Fact]
    public void Run_MtpOnOrOff_GeneratesTheSameTokensInFewerIterations()
    {
        using var plain = Service.Run(new ReplayOptions { Trace = Service.Shared, Service = new() { Mtp = 0 } });
        using var drafted = Service.Run(new ReplayOptions { Trace = Service.Shared, Service = new() { Mtp = 1 } });

        Assert.Equal(
            plain.Requests.Select(request => request.Generated), drafted.Requests.Select(request => request.Generated));
        var ratio = (double)plain.Report().TpotMs!.Mean / drafted.Report().TpotMs!.Mean;
        Assert.InRange(ratio, 1.5, 1.75);
    }
}
