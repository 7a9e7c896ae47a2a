using System.Collections.Immutable;
using System.Text.Json;
using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Tests;

/// <summary>Services and plans on grains.</summary>
public sealed class ServingTests
{
    private const int TimeoutMs = 120_000;

    internal static readonly ServingOptions Service = new()
    {
        Prefills = 3,
        Decodes = 2,
        DecodeNpus = 32,
        SsdCapacity = SizeLimit.Infinite,
        Failures = ["decode:0@10s", "node:2@20s", "plane:1@30s"],
    };

    internal static readonly ReplayOptions Slice = new()
    {
        Trace = TraceGenerator.Generate(new TraceOptions
        {
            Requests = 500,
            Rate = 10,
            OutputTokens = new LengthSpec(40, 1),
        }),
        Service = Service,
    };

    [Theory(Timeout = TimeoutMs)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Replay_OnSilos_EqualsTheEmbeddedEngine(int silos)
    {
        await using var supernode = await TestSupernode.StartAsync(silos);
        var service = supernode.Client.Service("chat");

        var report = await service.ReplayAsync(Slice, new Progress<ServiceStatus>());

        Assert.Equal(500, report.Completed);
        Assert.True(report.Retries > 0, "The failure was to hit somebody.");
        Assert.True(report.Cache.Prompts.Hits > 500, $"{report.Cache.Prompts.Hits}");
        Assert.Equal(Embedded(Slice), JsonSerializer.Serialize(report));
        Assert.Equal(
            Slice.Trace.Requests.Sum(request => Math.Max(1, request.OutputTokens)),
            (await service.GetRequests()).Sum(request => request.Generated));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Replay_ElasticRoles_EqualTheEmbeddedEngine()
    {
        await using var supernode = await TestSupernode.StartAsync(2);
        var service = new ServingOptions
        {
            Prefills = 1,
            Decodes = 3,
            DecodeNpus = 20,
            Elastic = new ElasticOptions { Promise = new ServiceLevel(new(1), new(1)), NpusMax = 128 },
        };
        var replay = Slice with { Limit = 150, Speed = 0.5, Service = service };

        var report = await supernode.Client.Service("chat").ReplayAsync(replay, new Progress<ServiceStatus>());

        Assert.NotEmpty(report.RoleChanges);
        Assert.Equal(Embedded(replay), JsonSerializer.Serialize(report));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Replay_SecondOne_StartsWithAnEmptyPool()
    {
        await using var supernode = await TestSupernode.StartAsync(1);
        var service = supernode.Client.Service("chat");
        var replay = Slice with { Limit = 60 };

        var first = await service.ReplayAsync(replay, new Progress<ServiceStatus>());
        var second = await service.ReplayAsync(replay, new Progress<ServiceStatus>());

        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Replay_WrongOptions_AreRefusedWithAllFaults()
    {
        await using var supernode = await TestSupernode.StartAsync(1);
        var wrong = Slice with { Speed = 0, Service = Service with { Prefills = 0, Failures = ["moon:1@2s"] } };

        var admission = await supernode.Client.Service("chat").Replay(wrong);

        Assert.Equal(RunAdmissionOutcome.Refused, admission.Outcome);
        Assert.Equal(["speed", "prefill", "fail"], admission.Faults.Select(fault => fault.Split(':')[0]));
        var inFull = await supernode.Client.Service("chat")
            .Open(Service with { Fidelity = Fidelity.Token }, pace: null);
        Assert.StartsWith("fidelity: ", Assert.Single(inFull.Faults), StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Submit_Follow_StreamsTokensUntilTheTextIsComplete()
    {
        await using var supernode = await TestSupernode.StartAsync(2);
        var service = supernode.Client.Service("chat");

        // At the pace of real time nobody who asks at once comes too late to see it grow.
        await service.OpenAsync(Service with { Failures = [] }, pace: 1);

        var request = await service.Submit([.. Enumerable.Range(0, 3_000)], 40);
        var seen = new List<RequestStatus>();
        await foreach (var status in service.Follow(request))
        {
            seen.Add(status);
        }

        Assert.Equal(seen.Select(status => status.Generated).Order(), seen.Select(status => status.Generated));
        Assert.True(seen.Select(status => status.Generated).Distinct().Count() > 2, $"{seen.Count} statuses");
        Assert.Equal((ServedAs.Completed, 40), (seen[^1].Outcome, seen[^1].Generated));
        Assert.True(seen[^1].EndedAt > seen[^1].FirstTokenAt);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Submit_SamePromptAgain_FindsItInTheCache()
    {
        await using var supernode = await TestSupernode.StartAsync(2);
        var service = supernode.Client.Service("chat");
        await service.OpenAsync(Service with { Failures = [] });
        ImmutableArray<int> prompt = [.. Enumerable.Range(0, 2_000)];

        var first = await EndAsync(service, await service.Submit(prompt, 5));
        var second = await EndAsync(service, await service.Submit(prompt, 5));
        var block = (await service.GetBlocks(0))[0];
        var state = await supernode.Client.KvBlock("chat", block).GetState();

        Assert.Equal((0, 2_000), (first.CachedTokens, second.CachedTokens));
        Assert.Equal(512, state.Block!.Value.Tokens);
        Assert.Equal(state.Block, await supernode.Client.Cpu(state.Owner).GetPoolBlock("chat", block));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Cancel_WhileItIsDecoded_EndsTheRequestAndFreesItsPlace()
    {
        await using var supernode = await TestSupernode.StartAsync(1);
        var service = supernode.Client.Service("chat");
        await service.OpenAsync(Service with { Failures = [] });
        var request = await service.Submit([1, 2, 3], 100_000);
        await foreach (var status in service.Follow(request))
        {
            if (status.Generated > 3)
            {
                break;
            }
        }

        Assert.True(await service.Cancel(request));
        var ended = await EndAsync(service, request);

        Assert.Equal(ServedAs.Cancelled, ended.Outcome);
        Assert.InRange(ended.Generated, 4, 99_999);
        Assert.False(await service.Cancel(request));
        await EndAsync(service, await service.Submit([4], 2));
        var used = (await supernode.Client.ServingInstance("chat", "decode-0").GetState()).KvBlocksUsed
            + (await supernode.Client.ServingInstance("chat", "decode-1").GetState()).KvBlocksUsed;
        Assert.Equal(0, used);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Close_OpenService_RefusesWhoStillWaits()
    {
        await using var supernode = await TestSupernode.StartAsync(1);
        var service = supernode.Client.Service("chat");
        await service.OpenAsync(Service with { Failures = [] }, pace: 1e-3);
        var request = await service.Submit([1, 2, 3], 50);

        await service.Close();
        var ended = await EndAsync(service, request);

        Assert.Equal(ServedAs.NoInstance, ended.Outcome);
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.Submit([1], 1));
        Assert.Equal(ServiceLife.Closed, (await service.GetStatus()).Life);
    }

    [Theory(Timeout = TimeoutMs)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Plan_OnSilos_EqualsTheEmbeddedSearch(int silos)
    {
        await using var supernode = await TestSupernode.StartAsync(silos);
        var options = new PlanOptions
        {
            Replay = Slice with { Limit = 60, Service = new ServingOptions() },
            Prefills = [1, 2],
            DecodeNpus = [20, 32],
            Batches = [4],
            Mtp = [0, 1],
        };
        var spec = PlanSpecReader.Read(options);
        var embedded = PlanSearch.Run(spec, new Dictionary<PlanCandidate, PlanRow>(), _ => { }, default);

        var report = await supernode.Client.Plan("size")
            .RunAsync(options, new Progress<PlanStatus>(), workersPerSilo: 1);

        Assert.Equal(8, report.Tried);
        Assert.Equal(JsonSerializer.Serialize(embedded), JsonSerializer.Serialize(report));
    }

    private static async Task<RequestStatus> EndAsync(IServiceGrain service, int request)
    {
        RequestStatus? last = null;
        await foreach (var status in service.Follow(request))
        {
            last = status;
        }

        return last!;
    }

    internal static string Embedded(ReplayOptions replay)
    {
        using var session = ServingSession.Start(ReplaySpecReader.Read(replay));
        session.Run();
        return JsonSerializer.Serialize(session.Report());
    }
}
