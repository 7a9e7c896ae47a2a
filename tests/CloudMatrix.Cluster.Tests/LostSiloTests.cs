using CloudMatrix.Client;
using CloudMatrix.Grains;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;
using Orleans.Core.Internal;
using Orleans.TestingHost;

namespace CloudMatrix.Cluster.Tests;

public sealed class LostSiloTests
{
    private const string Instance = "survivor";
    private const int MaxTokens = 120;

    private static readonly DecodeOptions Options = Decodes.Small with { Steps = 12 };

    /// <summary>What the silo that is lost hosts besides its nodes.</summary>
    public enum Victim
    {
        /// <summary>The instance itself.</summary>
        Instance,

        /// <summary>Nothing else, or the second holder of the state.</summary>
        AnotherSilo,
    }

    [Theory]
    [InlineData(Victim.AnotherSilo, false)]
    [InlineData(Victim.AnotherSilo, true)]
    [InlineData(Victim.Instance, false)]
    [InlineData(Victim.Instance, true)]
    public async Task Decode_SiloLostInTheMiddle_EndsWithTheSameReport(Victim victim, bool isKilled)
    {
        await using var supernode = await TestSupernode.StartAsync(3);
        var instance = supernode.Client.DecodeInstance(Instance);

        var last = await RunAsync(supernode, Decodes.Order(Options), victim, isKilled);

        Assert.True(isKilled || last.Replays == 0, "A silo that leaves in order loses no step.");
        Assert.Equal(await Decodes.EmbeddedAsync(Options), Decodes.Text((await instance.GetResult())!.Report));
    }

    [Fact]
    public async Task Decode_SiloKilledAsSoonAsItAcceptedARun_RunsItAllTheSame()
    {
        await using var supernode = await TestSupernode.StartAsync(2);
        var instance = supernode.Client.DecodeInstance(Instance);
        Assert.Equal(RunAdmissionOutcome.Started, (await instance.Start(Decodes.Order(Decodes.Small))).Outcome);

        await supernode.Cluster.KillSiloAsync(supernode.SiloOf(instance));

        await foreach (var status in instance.WatchAsync())
        {
            Assert.NotEqual(DecodeLife.None, status.Life);
        }

        Assert.Equal(
            await Decodes.EmbeddedAsync(Decodes.Small), Decodes.Text((await instance.GetResult())!.Report));
    }

    [Fact]
    public async Task Decode_SwitchesDroppedByTheCluster_LosesNoStep()
    {
        await using var supernode = await TestSupernode.StartAsync(2);
        var instance = supernode.Client.DecodeInstance(Instance);
        Assert.Equal(RunAdmissionOutcome.Started, (await instance.Start(Decodes.Order(Options))).Outcome);

        var last = DecodeStatus.None;
        await foreach (var status in instance.WatchAsync())
        {
            last = status;
            foreach (var silo in supernode.Cluster.Silos.Select(silo => silo.SiloAddress))
            {
                await DropAsync(supernode.Client.UbSwitch(silo));
                await DropAsync(supernode.Client.UbGraphs(silo));
            }
        }

        Assert.Equal((DecodeLife.Done, 0), (last.Life, last.Replays));
        Assert.Equal(await Decodes.EmbeddedAsync(Options), Decodes.Text((await instance.GetResult())!.Report));
    }

    [Fact]
    public async Task Decode_OnlySwitchesKnowOfAnEarlierRunThatCameFar_BeginsAfterIt()
    {
        await using var supernode = await TestSupernode.StartAsync(2);
        var instance = supernode.Client.DecodeInstance(Instance);
        var standby = supernode.Client.GetGrain<IStandbyGrain>(instance.GetGrainId().ToString());
        await RunAsync(instance);
        var (state, spans) = (await standby.Get())!;
        await standby.Put(((DecodeState)state) with { Epoch = 100_000 }, 0, spans);
        await DropAsync(instance);
        await RunAsync(instance);

        foreach (var silo in supernode.Cluster.Silos.Select(silo => silo.SiloAddress))
        {
            await supernode.Client.UbSwitch(silo).DropHeld($"{instance.GetGrainId()}", long.MaxValue, 0);
        }

        await standby.Leave();
        await DropAsync(instance);
        Assert.Null(await standby.Get());
        await RunAsync(instance);

        Assert.InRange((await standby.Get())!.State.Epoch, 100_002, 100_100);
    }

    [Fact]
    public async Task Decode_PacketLostBetweenSilosThatLive_RunsTheStepAgain()
    {
        var filter = new PacketLoss(packet: 1_500);
        await using var supernode = await TestSupernode.StartAsync(
            2, silo => silo.AddIncomingGrainCallFilter(filter));
        var instance = supernode.Client.DecodeInstance(Instance);
        Assert.Equal(RunAdmissionOutcome.Started, (await instance.Start(Decodes.Order(Options))).Outcome);

        var last = DecodeStatus.None;
        await foreach (var status in instance.WatchAsync())
        {
            last = status;
        }

        Assert.Equal((DecodeLife.Done, 1), (last.Life, last.Replays));
        Assert.Equal(await Decodes.EmbeddedAsync(Options), Decodes.Text((await instance.GetResult())!.Report));
    }

    [Theory]
    [InlineData(Victim.AnotherSilo)]
    [InlineData(Victim.Instance)]
    public async Task Generate_SiloKilledInTheMiddle_EndsWithTheSameBitsAndNoTokenTwice(Victim victim)
    {
        var options = GenerationTests.Drawn(MaxTokens);
        await using var supernode = await TestSupernode.StartAsync(3);
        var instance = supernode.Client.DecodeInstance(Instance);

        await RunAsync(supernode, DecodeOrder.Of(options), victim, isKilled: true);

        var report = (await instance.GetGeneration())!.Report;
        Assert.Equal(Documents.Write(GenerationTests.Embedded(options)), Documents.Write(report));
    }

    // Starts a decode, loses a silo after two steps, and waits for the end.
    private static async Task<DecodeStatus> RunAsync(
        TestSupernode supernode, DecodeOrder order, Victim victim, bool isKilled)
    {
        var instance = supernode.Client.DecodeInstance(Instance);
        Assert.Equal(RunAdmissionOutcome.Started, (await instance.Start(order)).Outcome);
        await foreach (var status in instance.WatchAsync())
        {
            Assert.False(status.IsOver);
            if (status.StepsDone >= 2)
            {
                break;
            }
        }

        var home = supernode.SiloOf(instance);
        var lost = victim == Victim.Instance ? home : supernode.Cluster.Silos.First(silo => silo != home);
        await LoseAsync(supernode.Cluster, lost, isKilled);

        var last = DecodeStatus.None;
        await foreach (var status in instance.WatchAsync())
        {
            last = status;
        }

        Assert.True(last.Life == DecodeLife.Done, last.ToString());
        Assert.Equal(2, last.Silos);
        return last;
    }

    // As the cluster does with a grain whose entry in the directory was on a silo that is gone.
    private static async Task RunAsync(IDecodeInstanceGrain instance)
    {
        Assert.Equal(RunAdmissionOutcome.Started, (await instance.Start(Decodes.Order(Decodes.Small))).Outcome);
        var last = DecodeStatus.None;
        await foreach (var status in instance.WatchAsync())
        {
            last = status;
        }

        Assert.Equal(DecodeLife.Done, last.Life);
    }

    private static ValueTask DropAsync(IAddressable grain) =>
        grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();

    private static Task LoseAsync(InProcessTestCluster cluster, InProcessSiloHandle silo, bool isKilled) =>
        isKilled ? cluster.KillSiloAsync(silo) : cluster.StopSiloAsync(silo);
}
