using CloudMatrix.Client;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Cluster.Tests;

/// <summary>What a decode instance and a plane refuse, and how a run ends before its time.</summary>
public sealed class InstanceTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    private readonly IGrainFactory _grains = silos.Client;

    [Fact]
    public async Task Start_OptionsThatCannotBe_AreRefusedWithAllFaults()
    {
        var instance = _grains.DecodeInstance("refused");

        var admission = await instance.Start(Decodes.Order(Decodes.Small with { Npus = 999, Steps = 0 }));

        Assert.Equal(RunAdmissionOutcome.Refused, admission.Outcome);
        Assert.Equal(["npus", "steps"], admission.Faults.Select(fault => fault.Split(':')[0]));
        Assert.Equal(DecodeLife.None, (await instance.GetStatus()).Life);
    }

    [Fact]
    public async Task Start_AnotherMachine_IsRefused()
    {
        var options = Decodes.Small with { Machine = DefaultMachine.Read() with { Name = "another" } };

        var admission = await _grains.DecodeInstance("elsewhere").Start(Decodes.Order(options));

        Assert.Contains("CloudMatrix384", Assert.Single(admission.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhileOneRuns_IsBusyUntilItIsCancelled()
    {
        var instance = _grains.DecodeInstance("busy");
        await instance.Start(Decodes.Order(Decodes.Small with { Steps = 100_000 }));

        Assert.Equal(RunAdmissionOutcome.Busy, (await instance.Start(Decodes.Order(Decodes.Small))).Outcome);
        await instance.Cancel();
        var last = DecodeStatus.None;
        await foreach (var status in instance.WatchAsync())
        {
            last = status;
        }

        Assert.Equal(DecodeLife.Cancelled, last.Life);
        Assert.Null(await instance.GetResult());
        var result = await instance.RunAsync(Decodes.Order(Decodes.Small), new Progress<DecodeStatus>());
        Assert.Equal(await Decodes.EmbeddedAsync(Decodes.Small), Decodes.Text(result.Report));
    }

    [Fact]
    public async Task Start_AgainWithItsTicket_StartsNothing()
    {
        var instance = _grains.DecodeInstance("asked-twice");
        var (order, ticket) = (Decodes.Order(Decodes.Small), Guid.NewGuid());
        var first = await Task.WhenAll(instance.Start(order, ticket), instance.Start(order, ticket));
        await foreach (var _ in instance.WatchAsync())
        {
        }

        var ended = await instance.GetStatus();
        var again = await instance.Start(order, ticket);

        Assert.All([.. first, again], admission => Assert.Equal(RunAdmissionOutcome.Started, admission.Outcome));
        Assert.Equal(DecodeLife.Done, ended.Life);
        Assert.Equal(ended, await instance.GetStatus());
    }

    [Fact]
    public async Task Start_WithALinkDown_DecodesAsTheEmbeddedEngineDoes()
    {
        var ub = _grains.UbPlane(NetworkPlane.ScaleUp);
        Assert.Equal([], await ub.TakeDown(["plane:3"]));
        try
        {
            var result = await _grains.DecodeInstance("degraded")
                .RunAsync(Decodes.Order(Decodes.Small), new Progress<DecodeStatus>());

            Assert.Equal<string>(["plane:3"], (await _grains.Supernode().GetState()).Down);
            var embedded = await Decodes.EmbeddedAsync(Decodes.Small with { Down = ["plane:3"] });
            Assert.Equal(embedded, Decodes.Text(result.Report));
        }
        finally
        {
            await ub.BringUp(["plane:3"]);
        }

        Assert.Equal([], await ub.GetDown());
    }

    [Fact]
    public async Task TakeDown_NamesThatMeanNothing_TakesNothingDown()
    {
        var ub = _grains.UbPlane(NetworkPlane.ScaleUp);

        var faults = await ub.TakeDown(["plane:1", "plane:9", "link:die-1"]);

        Assert.Equal(2, faults.Count);
        Assert.Equal([], await ub.GetDown());
        Assert.Single(await _grains.UbPlane(NetworkPlane.ScaleOut).TakeDown(["plane:1"]));
    }
}
