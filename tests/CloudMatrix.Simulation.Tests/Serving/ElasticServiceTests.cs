using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class ElasticServiceTests
{
    // 40 requests of a decode instance, 104 NPUs in all.
    private static readonly ServingOptions Few = new() { Prefills = 4, Decodes = 2, DecodeNpus = 20, Batch = 2 };

    private static readonly ServingOptions Elastic = Few with { Elastic = new ElasticOptions() };

    /// <summary>
    /// Long prompts (20,000 tokens: 0.2 s of an instance) for 200 s, then long texts (1,000 tokens: 6 s of a
    /// place) for as long.
    /// </summary>
    private static Trace Shift { get; } = Service.TraceOf(
    [
        .. Enumerable.Range(0, 3_600).Select(i => (i / 18.0, 20_000, 10)),
        .. Enumerable.Range(0, 4_000).Select(i => (200 + (i / 20.0), 100, 1_000)),
    ]);

    [Fact]
    public void Run_LoadShiftsToLongTexts_RatioFollowsAndMorePromisesAreKept()
    {
        using var fixedRoles = Service.Run(new ReplayOptions { Trace = Shift, Service = Few });
        using var elastic = Service.Run(new ReplayOptions { Trace = Shift, Service = Elastic });

        var (before, after) = (fixedRoles.Report(), elastic.Report());
        Assert.Equal((4, 2), (before.Prefill.InstancesAtEnd, before.Decode.InstancesAtEnd));
        Assert.True(after.Prefill.InstancesAtEnd < 4 && after.Decode.InstancesAtEnd > 2, $"{after.RoleChanges[^1]}");
        Assert.True(
            after.Goodput.Requests > before.Goodput.Requests + 1_000,
            $"{after.Goodput.Requests} and {before.Goodput.Requests}");
        Assert.Equal(after.Offered, after.Completed);
    }

    [Fact]
    public void Run_InstanceComes_LoadsTheModelFirst()
    {
        using var session = Service.Run(new ReplayOptions { Trace = Shift, Service = Elastic });

        var changes = session.Report().RoleChanges;
        var loads = changes.Where(change => change.Step == RoleStep.Loads).ToList();
        var startSeconds = InstanceStart.TimeOf(Few.Machine, Few.Model)!.Value.TotalSeconds;
        Assert.NotEmpty(loads);
        Assert.All(loads, load => Assert.Contains(changes, change =>
            change.Step == RoleStep.Serves && change.Instance == load.Instance
            && Math.Abs(change.AtSeconds - load.AtSeconds - startSeconds) < 1e-9));
    }

    [Fact]
    public void Run_SteadyLoad_RatioComesToRest()
    {
        // 12 requests a second: 2.4 prefill instances of work, 0.1 s of a place each.
        var trace = Service.TraceOf([.. Enumerable.Range(0, 4_800).Select(i => (i / 12.0, 20_000, 20))]);

        using var session = Service.Run(new ReplayOptions
        {
            Trace = trace,
            Service = Elastic with { Prefills = 2, Elastic = new ElasticOptions { NpusMax = 104 } },
        });

        var report = session.Report();
        Assert.True(report.Prefill.InstancesAtEnd > 2);
        Assert.All(report.RoleChanges, change => Assert.True(change.AtSeconds < 100, $"{change}"));
    }

    [Fact]
    public void Run_InstanceGoes_EndsWhatItHasAndIsSentNothingMore()
    {
        // 60 texts at a time on 160 places; after a minute, prompts beside them for two prefill instances.
        var texts = Enumerable.Range(0, 1_600).Select(i => (Seconds: i / 10.0, 100, 1_000));
        var prompts = Enumerable.Range(0, 800).Select(i => (Seconds: 60 + (i / 8.0), 20_000, 2));
        var trace = Service.TraceOf([.. texts.Concat(prompts).OrderBy(request => request.Seconds)]);

        using var session = Service.Run(new ReplayOptions
        {
            Trace = trace,
            Service = Elastic with { Prefills = 1, Decodes = 4, Elastic = new ElasticOptions { NpusMax = 104 } },
        });

        var changes = session.Report().RoleChanges;
        var drains = changes.First(change => change.Step == RoleStep.Drains);
        var ends = changes.First(change => change.Step == RoleStep.Ends);
        Assert.Equal(drains.Instance, ends.Instance);
        Assert.InRange(ends.AtSeconds - drains.AtSeconds, 1, 20);
        Assert.Equal(0, session.Report().Retries);
        Assert.Equal(session.Requests.Count, session.Report().Completed);
    }

    [Fact]
    public void Run_FixedService_HasNoChangesAndAllItsNpusAllTheTime()
    {
        using var session = Service.Run(new ReplayOptions { Trace = Service.Shared, Service = Few });

        var report = session.Report();
        Assert.Empty(report.RoleChanges);
        Assert.Equal(64 * report.Seconds, report.Prefill.NpuSeconds, 6);
        Assert.Equal(40 * report.Seconds, report.Decode.NpuSeconds, 6);
    }

    [Fact]
    public void Run_NothingToDo_EndsThoughItLooksAround()
    {
        var trace = Service.TraceOf((0, 100, 2), (100_000, 100, 2));

        using var session = Service.Run(new ReplayOptions { Trace = trace, Service = Elastic });

        Assert.Equal(2, session.Report().Completed);
        Assert.True(session.Events < 50, $"{session.Events}");
    }

    [Fact]
    public void Run_LastInstanceOfARoleIsLostForGood_TheOtherRoleGivesItsNpus()
    {
        // All spares are lost first, so that nothing is repaired.
        var spares = Enumerable.Range(13, 35).Select(node => $"node:{node}@1s");
        var options = new ReplayOptions
        {
            Trace = Service.TraceOf([.. Enumerable.Range(0, 600).Select(i => (i / 10.0, 1_000, 20))]),
            Service = Elastic with { Decodes = 1, Prefills = 5, Failures = [.. spares, "node:10@5s"] },
        };

        using var session = Service.Run(options);

        var report = session.Report();
        Assert.Equal(600, report.Completed);
        Assert.Contains(report.RoleChanges, change => change is { Instance: "decode-0", Step: RoleStep.Ends });
        Assert.Contains(report.RoleChanges, change => change is { Instance: "decode-0", Step: RoleStep.Serves });
    }

    [Fact]
    public void Invariant_NpusAndBlocksHoldAtEveryEvent()
    {
        using var session = Service.Start(new ReplayOptions
        {
            Trace = Shift,
            Service = Elastic with { Failures = ["node:8@244s", "node:3@246s", "prefill:3@252s"] },
        });
        var most = 0;
        while (session.TryStep())
        {
            most = Math.Max(most, session.Roles.NpusInUse);
            Assert.True(session.Roles.NpusInUse <= 104);
            if (session.Events % 97 == 0)
            {
                Assert.All(session.Parts.Prefills, prefill => Assert.Equal(prefill.HeldBlocks, prefill.Blocks.Used));
                Assert.All(session.Parts.Decodes, decode => Assert.Equal(
                    decode.Places.HeldBlocks, decode.Places.Blocks.Sum(blocks => blocks.Used)));
            }
        }

        Assert.Equal(104, most);
        var report = session.Report();
        Assert.True(report.RoleChanges.Length > 4);
        Assert.True(report.Retries > 0);
        Assert.Equal(report.Offered, report.Completed);
        Assert.All(session.Requests, request => Assert.Equal(request.OutputTokens, request.Generated));
    }

    [Fact]
    public void Invariant_SameSeedSameReport()
    {
        using var first = Service.Run(new ReplayOptions { Trace = Shift, Service = Elastic });
        using var second = Service.Run(new ReplayOptions { Trace = Shift, Service = Elastic });

        Assert.Equal(Json(first), Json(second));
        Assert.Equal(first.Requests, second.Requests);
    }

    [Fact]
    public void Invariant_ANodeLostAtAnyTimeLosesNoRequest()
    {
        var random = SeededStream.Derive(11, "failures");
        var trace = Service.TraceOf(
        [
            .. Enumerable.Range(0, 900).Select(i => (i / 18.0, 20_000, 10)),
            .. Enumerable.Range(0, 1_200).Select(i => (50 + (i / 20.0), 100, 1_000)),
        ]);
        var changes = 0;
        for (var trial = 0; trial < 12; trial++)
        {
            var failures = Enumerable.Range(0, 1 + (trial % 3))
                .Select(_ => $"node:{random.NextBelow(13)}@{40_000 + random.NextBelow(70_000)}ms")
                .ToList();
            using var session = Service.Run(
                new ReplayOptions { Trace = trace, Service = Elastic with { Failures = failures } });

            changes += session.Report().RoleChanges.Length;
            Assert.All(session.Requests, request => Assert.Equal(ServedAs.Completed, request.Outcome));
            Assert.All(session.Requests, request => Assert.Equal(request.OutputTokens, request.Generated));
        }

        Assert.True(changes > 40, $"{changes}");
    }

    [Fact]
    public void Read_WhatCannotBeElastic_IsRefusedByName()
    {
        var service = Elastic with { Elastic = new ElasticOptions { NpusMax = 500 } };

        var faults = Assert.Throws<ConfigurationException>(() => ServingSpecReader.Read(service)).Faults;

        Assert.Equal(
            ["npus-max: 500 is out of range 104 to 384 (NPUs of the first instances, and of the machine)."], faults);
    }

    private static string Json(ServingSession session) => System.Text.Json.JsonSerializer.Serialize(session.Report());
}
