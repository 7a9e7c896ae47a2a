using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class ServingInvariantTests
{
    private static readonly ServingOptions Busy = new() { Prefills = 2, Decodes = 2, DecodeNpus = 20, Batch = 8 };

    [Theory]
    [InlineData(RouterKind.LeastLoaded, PromptOrderKind.FirstComeFirstServed, PromptCutting.Whole)]
    [InlineData(RouterKind.RoundRobin, PromptOrderKind.ShortestFirst, PromptCutting.Chunked)]
    [InlineData(RouterKind.CacheAware, PromptOrderKind.FirstComeFirstServed, PromptCutting.Chunked)]
    public void Invariant_OfferedIsCompletedAndRefused(RouterKind router, PromptOrderKind order, PromptCutting cutting)
    {
        using var session = Run(
            Busy with { Router = router, Order = order, Cutting = cutting, BatchTokens = 1_024 });

        var report = session.Report();
        Assert.Equal(report.Offered, report.Completed + report.Refused);
        Assert.All(session.Requests, request => Assert.Equal(request.OutputTokens, request.Generated));
        Assert.All(session.Requests, request => Assert.True(request.FirstTokenAt >= request.ArrivedAt));
        Assert.All(session.Requests, request => Assert.True(request.EndedAt >= request.FirstTokenAt));
    }

    [Fact]
    public void Invariant_KvBlocksAreConservedAtEveryEvent()
    {
        using var session = Service.Start(Of(Busy with { Failures = ["node:5@3s", "prefill:0@4s"] }));
        var most = 0L;
        while (session.TryStep())
        {
            foreach (var decode in session.Parts.Decodes)
            {
                Assert.All(decode.Places.Blocks, blocks => Assert.Equal(blocks.Total, blocks.Free + blocks.Used));
                Assert.Equal(decode.Places.HeldBlocks, decode.Places.Blocks.Sum(blocks => blocks.Used));
                most = Math.Max(most, decode.Places.HeldBlocks);
            }

            foreach (var prefill in session.Parts.Prefills)
            {
                Assert.Equal(prefill.Blocks.Total, prefill.Blocks.Free + prefill.Blocks.Used);
                Assert.Equal(prefill.HeldBlocks, prefill.Blocks.Used);
            }
        }

        Assert.True(most > 1_000, $"{most}");
        Assert.All(session.Parts.Decodes, decode => Assert.Equal(0, decode.Places.HeldBlocks));
        Assert.All(session.Parts.Prefills, prefill => Assert.Equal(0, prefill.Blocks.Used));
    }

    [Fact]
    public void Invariant_SameSeedSameReport()
    {
        using var first = Run(Busy);
        using var second = Run(Busy);
        using var other = Run(Busy with { Seed = 2 });

        Assert.Equal(Json(first), Json(second));
        Assert.NotEqual(Json(first), Json(other));
        Assert.Equal(first.Requests, second.Requests);
    }

    [Fact]
    public void Invariant_AFailureLosesNoRequestAndRepeatsNoToken()
    {
        var random = SeededStream.Derive(7, "failures");
        var retries = 0;
        for (var trial = 0; trial < 100; trial++)
        {
            // 16 spare NPUs beside 72 in use, so that some failures are repaired and some are for good.
            var failures = Enumerable.Range(0, 1 + (trial % 3))
                .Select(_ => $"node:{random.NextBelow(9)}@{1_000 + random.NextBelow(6_000)}ms")
                .ToList();
            using var session = Run(Busy with { Failures = failures });

            retries += session.Report().Retries;
            Assert.All(session.Requests, request => Assert.NotEqual(ServedAs.Pending, request.Outcome));
            Assert.All(
                session.Requests.Where(request => request.Outcome == ServedAs.Completed),
                request => Assert.Equal(request.OutputTokens, request.Generated));
            Assert.All(
                session.Requests.Where(request => request.Outcome != ServedAs.Completed),
                request => Assert.Equal(ServedAs.NoInstance, request.Outcome));
        }

        Assert.True(retries > 500, $"{retries}");
    }

    [Fact]
    public void Invariant_EverythingLost_RefusesWhoeverWaits()
    {
        var failures = Enumerable.Range(0, 48).Select(node => $"node:{node}@2s");
        using var session = Run(Busy with { Failures = [.. failures] });

        var report = session.Report();
        Assert.True(report.RefusedBy["noInstance"] > 200);
        Assert.Equal(report.Offered, report.Completed + report.Refused);
    }

    private static ReplayOptions Of(ServingOptions service) =>
        new() { Trace = Service.Shared, Speed = 20, Service = service };

    private static ServingSession Run(ServingOptions service) => Service.Run(Of(service));

    private static string Json(ServingSession session) =>
        System.Text.Json.JsonSerializer.Serialize(session.Report());
}
