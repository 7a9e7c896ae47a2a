using System.Text.Json;

namespace CloudMatrix.Simulation.Tests;

/// <summary>A service that goes on with other parts, which are told what the ones before them were told.</summary>
public sealed class ServingRehearsalTests
{
    private static readonly ReplayOptions Options = new()
    {
        Trace = Service.Shared,
        Limit = 120,
        Service = new ServingOptions
        {
            Prefills = 2,
            Decodes = 2,
            DecodeNpus = 20,
            Batch = 8,
            Failures = ["node:5@3s", "prefill:0@20s"],
        },
    };

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void GoOn_WithPartsThatWereToldTheSame_EndsWithTheSameReport(double share)
    {
        using var undisturbed = Service.Run(Options);
        var spec = ReplaySpecReader.Read(Options);
        using var times = new LinearTimes();
        var desk = ServingDesk.For(spec);
        var rehearsal = new ServingRehearsal(desk, times, TokenNews.AtTheEnd);
        rehearsal.Redo((long)(undisturbed.Events * share));

        var (instances, pool) = (new ServingParts(desk.Terms, times), new MemoryPool(spec.Service.Pool));
        var (outbox, cache) = (new Outbox(), new CachePart(rehearsal.Cache, desk.Terms.Shape, pool));
        foreach (var (part, told) in rehearsal.Told)
        {
            foreach (var (_, at, message) in told.Sent)
            {
                instances[part].Handle(message, at, outbox);
            }
        }

        rehearsal.Calls.ToList().ForEach(cache.Do);
        outbox.Clear();
        while (desk.TryTake(out var key, out var message))
        {
            if (message is not null)
            {
                (key.Part == PartId.Cache ? cache : instances[key.Part]).Handle(message, key.Time, outbox);
                desk.Add(outbox);
            }
        }

        desk.Close();
        var totals = instances.Totals with { Cache = rehearsal.Cache.Totals, Pool = cache.Pool };
        Assert.Equal(
            JsonSerializer.Serialize(undisturbed.Report()),
            JsonSerializer.Serialize(ServingReports.Write(spec, desk.Ledger, totals)));
    }

    [Fact]
    public void Redo_BeyondTheEnd_IsNotTheSame()
    {
        using var times = new LinearTimes();
        var rehearsal = new ServingRehearsal(
            ServingDesk.For(ReplaySpecReader.Read(Options)), times, TokenNews.AtTheEnd);

        var exception = Assert.Throws<InvalidOperationException>(() => rehearsal.Redo(long.MaxValue));

        Assert.Contains("not the same", exception.Message, StringComparison.Ordinal);
    }
}
