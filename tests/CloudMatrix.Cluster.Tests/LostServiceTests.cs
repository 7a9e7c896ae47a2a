using System.Text.Json;
using CloudMatrix.Client;
using CloudMatrix.Grains;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Cluster.Tests;

/// <summary>Services and plans outlive the silos that they run on.</summary>
public sealed class LostServiceTests
{
    private const int TimeoutMs = 180_000;

    private static readonly ServingOptions Service = new() { Prefills = 2, Decodes = 2, DecodeNpus = 32 };

    private static readonly ReplayOptions Trace = new()
    {
        Trace = TraceGenerator.Generate(new TraceOptions { Requests = 200, Rate = 10 }),
        Service = Service,
    };

    [Theory(Timeout = TimeoutMs)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Replay_SiloLostInTheMiddle_EndsWithTheSameReport(bool isTheServices, bool isKilled)
    {
        await using var supernode = await TestSupernode.StartAsync(3);
        var service = supernode.Client.Service("survivor");
        var spec = ReplaySpecReader.Read(Trace);
        var engine = new ClusterServingEngine(supernode.Client, "survivor");

        var run = engine.ReplayAsync(spec, new Progress<Commands.DecodeProgress>(), CancellationToken.None);
        await UntilAsync(service, status => status.Ended >= 20);
        await LoseAsync(supernode, service, isTheServices, isKilled);
        var outcome = await run;

        Assert.Equal(ServingTests.Embedded(Trace), JsonSerializer.Serialize(outcome.Report));
        Assert.Equal(EmbeddedRecords(Trace), outcome.Requests);
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Open_SiloOfTheServiceKilled_LosesNoRequestAndRepeatsNoToken()
    {
        await using var supernode = await TestSupernode.StartAsync(3);
        var service = supernode.Client.Service("survivor");
        await service.OpenAsync(Service, pace: 1);
        var requests = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            requests.Add(await service.Submit([.. Enumerable.Range(i, 600)], 60));
        }

        Assert.True(await service.Cancel(requests[5]));
        var followed = requests.Select(request => FollowAsync(service, request)).ToList();
        await UntilAsync(service, status => status.Requests == 6);
        await supernode.Cluster.KillSiloAsync(supernode.SiloOf(service));
        var told = await Task.WhenAll(followed);

        Assert.Equal([0, 1, 2, 3, 4, 5], requests);
        Assert.All(told, statuses => Assert.Equal(
            statuses.Select(status => status.Generated).Order(), statuses.Select(status => status.Generated)));
        Assert.All(told[..5], statuses => Assert.Equal(
            (ServedAs.Completed, 60), (statuses[^1].Outcome, statuses[^1].Generated)));
        Assert.Equal(ServedAs.Cancelled, told[5][^1].Outcome);
        Assert.Equal(6, await service.Submit([1, 2, 3], 2));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task AskAgain_WithItsTicketAfterTheSiloWasKilled_IsTheSameRunAndTheSameRequest()
    {
        await using var supernode = await TestSupernode.StartAsync(2);
        var service = supernode.Client.Service("survivor");
        var (opening, asking) = (Guid.NewGuid(), Guid.NewGuid());
        await service.Open(Service, pace: 1, opening);
        var request = await service.Submit([1, 2, 3], 5, asking);
        await supernode.Cluster.KillSiloAsync(supernode.SiloOf(service));
        await UntilAsync(service, status => status.Restarts > 0);

        Assert.Equal(RunAdmissionOutcome.Started, (await service.Open(Service, pace: 1, opening)).Outcome);
        Assert.Equal(RunAdmissionOutcome.Busy, (await service.Open(Service, pace: 1, Guid.NewGuid())).Outcome);
        Assert.Equal(request, await service.Submit([1, 2, 3], 5, asking));
        Assert.Equal(request + 1, await service.SubmitAsync([1, 2, 3], 5));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Open_AnotherActivationHasRunSomethingSince_BeginsAfterIt()
    {
        await using var supernode = await TestSupernode.StartAsync(1);
        var service = supernode.Client.Service("survivor");
        Assert.Equal(ServiceLife.None, (await service.GetStatus()).Life);
        var status = ServiceStatus.None with { Life = ServiceLife.Closed, Version = 9 };
        await supernode.Client.GetGrain<IStandbyGrain>($"{service.GetGrainId()}").Put(
            new ServiceState { Epoch = 5, Status = status }, 0, [Documents.Write(new ServiceOrder(null, Service, 1))]);

        var told = await Assert.ThrowsAsync<OrleansException>(() => service.Open(Service, pace: 1, Guid.NewGuid()));
        await service.OpenAsync(Service, pace: 1);

        Assert.Equal("service/survivor: another activation has run something since; ask again.", told.Message);
        Assert.Equal(0, await service.SubmitAsync([1, 2, 3], 5));
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Close_AfterTheSiloOfTheServiceWasKilled_KeepsWhatBecameOfRequests()
    {
        await using var supernode = await TestSupernode.StartAsync(2);
        var engine = new ClusterServingEngine(supernode.Client, "survivor");
        var spec = ReplaySpecReader.Read(Trace with { Limit = 20 });
        var outcome = await engine.ReplayAsync(
            spec, new Progress<Commands.DecodeProgress>(), CancellationToken.None);

        var service = supernode.Client.Service("survivor");
        await supernode.Cluster.KillSiloAsync(supernode.SiloOf(service));
        await UntilAsync(service, status => status.Life == ServiceLife.Done);

        Assert.Equal(
            JsonSerializer.Serialize(outcome.Report), JsonSerializer.Serialize(await service.GetReport()));
        Assert.Equal(outcome.Requests, await service.GetRecords());
    }

    [Fact(Timeout = TimeoutMs)]
    public async Task Plan_SiloOfThePlanKilled_EndsWithTheSameReport()
    {
        await using var supernode = await TestSupernode.StartAsync(3);
        var options = new PlanOptions
        {
            Replay = Trace with { Limit = 60, Service = new ServingOptions() },
            Prefills = [1, 2],
            DecodeNpus = [20, 32],
            Batches = [4],
            Mtp = [0, 1],
        };
        var spec = PlanSpecReader.Read(options);
        var embedded = PlanSearch.Run(spec, new Dictionary<PlanCandidate, PlanRow>(), _ => { }, default);
        var plan = supernode.Client.Plan("survivor");
        var found = new List<PlanRow>();

        var run = plan.RunAsync(options, [embedded.Rows[0]], found.Add, CancellationToken.None);
        await KillWhenAsync(supernode, plan, () => found.Count >= 1);
        var report = await run;

        Assert.Equal(JsonSerializer.Serialize(embedded), JsonSerializer.Serialize(report));
        Assert.Equal(7, found.Distinct().Count());
        Assert.Equal(7, found.Count);
    }

    private static async Task KillWhenAsync(TestSupernode supernode, IPlanGrain plan, Func<bool> isTime)
    {
        for (var seen = 0L; !isTime();)
        {
            seen = (await plan.NextStatus(seen)).Version;
        }

        await supernode.Cluster.KillSiloAsync(supernode.SiloOf(plan));
    }

    private static async Task LoseAsync(
        TestSupernode supernode, IServiceGrain service, bool isTheServices, bool isKilled)
    {
        var home = supernode.SiloOf(service);
        var lost = isTheServices ? home : supernode.Cluster.Silos.First(silo => silo != home);
        await (isKilled ? supernode.Cluster.KillSiloAsync(lost) : supernode.Cluster.StopSiloAsync(lost));
    }

    private static async Task UntilAsync(IServiceGrain service, Func<ServiceStatus, bool> isTime)
    {
        for (var status = ServiceStatus.None; !isTime(status);)
        {
            try
            {
                status = await service.NextStatus(status.Version);
            }
            catch (OrleansException)
            {
                // A silo was lost, and another takes over.
            }
        }
    }

    private static async Task<List<RequestStatus>> FollowAsync(IServiceGrain service, int request)
    {
        var told = new List<RequestStatus>();
        await foreach (var status in service.FollowAsync(request))
        {
            told.Add(status);
        }

        return told;
    }

    private static IEnumerable<RequestRecord> EmbeddedRecords(ReplayOptions replay)
    {
        using var session = ServingSession.Start(ReplaySpecReader.Read(replay));
        session.Run();
        return session.Requests;
    }
}
