using FsCheck.Fluent;

namespace CloudMatrix.Model.Tests;

public sealed class FabricHealthTests
{
    private static readonly SupernodeTopology Supernode = new(DefaultMachine.Read());
    private static readonly SupernodeTopology Small = new(MachineTexts.Read());

    [Fact]
    public void AllUp_EveryPort_IsWhole()
    {
        var health = FabricHealth.AllUp(Supernode);

        Assert.All(Supernode.Dies, die => Assert.Equal(1, health.IntraNodeShare(die).Value));
        Assert.All(Supernode.Dies, die => Assert.Equal(1, health.InterNodeShare(die).Value));
        Assert.All(Supernode.ConnectedCpus, cpu => Assert.Equal(1, health.InterNodeShare(cpu).Value));
        Assert.Empty(health.Down);
    }

    [Fact]
    public void WithDown_OnePlane_LeavesExactlySixSeventhsToAll()
    {
        var health = FabricHealth.WithDown(Supernode, ["plane:3"]);

        Assert.All(Supernode.Dies, die => Assert.Equal(new LaneShare(6, 7), health.IntraNodeShare(die)));
        Assert.All(Supernode.Dies, die => Assert.Equal(6.0 / 7, health.InterNodeShare(die).Value));
        Assert.Equal(new BytesPerSecond(168e9), health.IntraNodeShare(new DieId(0)).Of(new BytesPerSecond(196e9)));
    }

    [Theory]
    [InlineData("link:die-34/plane-3", 6, 6 * 16)]
    [InlineData("chip:l1/node-2/plane-3", 6, 6 * 16)]
    [InlineData("link:node-2/plane-3/l2-7", 7, (7 * 16) - 1)]
    [InlineData("chip:l2/plane-3/7", 7, (7 * 16) - 1)]
    [InlineData("link:die-35/plane-3", 7, 7 * 16)]
    [InlineData("chip:l1/node-3/plane-3", 7, 7 * 16)]
    [InlineData("link:node-3/plane-3/l2-7", 7, 7 * 16)]
    public void WithDown_OneElement_TakesItsPartOfThePortsBehindIt(string name, int intraUp, int interUp)
    {
        var health = FabricHealth.WithDown(Supernode, [name]);

        Assert.Equal(new LaneShare(intraUp, 7), health.IntraNodeShare(new DieId(34)));
        Assert.Equal(new LaneShare(interUp, 7 * 16), health.InterNodeShare(new DieId(34)));
        Assert.Equal([name], health.Down.ToArray());
    }

    [Fact]
    public void WithDown_CpuLane_TakesItFromThatCpuOnly()
    {
        var health = FabricHealth.WithDown(Supernode, ["link:cpu-5/plane-0"]);

        Assert.Equal(new LaneShare(6, 7), health.IntraNodeShare(new CpuId(5)));
        Assert.Equal(new LaneShare(7, 7), health.IntraNodeShare(new CpuId(6)));
        Assert.All(Supernode.Dies, die => Assert.Equal(1, health.IntraNodeShare(die).Value));
    }

    [Fact]
    public void WithDown_SameThingTwice_CountsOnce()
    {
        string[] names = ["plane:3", "plane:3", "link:die-0/plane-3", "chip:l2/plane-3/0"];

        var health = FabricHealth.WithDown(Supernode, names);

        Assert.Equal(new LaneShare(6, 7), health.IntraNodeShare(new DieId(0)));
        Assert.Equal(["chip:l2/plane-3/0", "link:die-0/plane-3", "plane:3"], health.Down.ToArray());
    }

    [Fact]
    public void WithDown_BadNames_ReportsAllAtOnce()
    {
        var exception = Assert.Throws<ConfigurationException>(
            () => FabricHealth.WithDown(Supernode, ["plane:7", "plane:1", "link:die-768/plane-0"]));

        Assert.Equal(2, exception.Faults.Count);
    }

    [Fact]
    public void WithDown_AllLanesOfADie_NamesTheDie()
    {
        var lanes = Supernode.DieLanes.Where(lane => lane.Die.Index == 34).Select(lane => lane.ToString());

        var exception = Assert.Throws<ConfigurationException>(() => FabricHealth.WithDown(Supernode, lanes));

        Assert.Equal(["die-34 has no lane left"], exception.Faults);
    }

    [Fact]
    public void WithDown_AllUplinksOfANode_NamesItsDies()
    {
        var uplinks = Supernode.Uplinks.Where(uplink => uplink.Node.Index == 1).Select(uplink => uplink.ToString());

        var exception = Assert.Throws<ConfigurationException>(() => FabricHealth.WithDown(Supernode, uplinks));

        Assert.Equal(["die-16 and 15 other dies have no way to other nodes left"], exception.Faults);
    }

    [Fact]
    public void WithDown_NetworkEndsAtTheNode_HasNoInterNodeShare()
    {
        var topology = new SupernodeTopology(MachineTexts.ReadWithoutUplinks());

        var health = FabricHealth.WithDown(topology, ["plane:0"]);

        Assert.Equal(6.0 / 7, health.IntraNodeShare(new DieId(0)).Value);
        Assert.Equal(0, health.InterNodeShare(new DieId(0)).Value);
    }

    [Fact]
    public void Invariant_TakingSomethingDown_RaisesNoShare()
    {
        var names = Small.Elements.Select(element => element.ToString()!).ToArray();
        var lowered = 0;
        Property.Holds(Gen.Elements(names).ListOf(12), down =>
        {
            if (!TryTakeDown([.. down], out var after) || !TryTakeDown([.. down.Skip(1)], out var before))
            {
                return;
            }

            foreach (var die in Small.Dies)
            {
                Assert.True(after.IntraNodeShare(die).Up <= before.IntraNodeShare(die).Up, die.ToString());
                Assert.True(after.InterNodeShare(die).Up <= before.InterNodeShare(die).Up, die.ToString());
                lowered += after.InterNodeShare(die).Up < before.InterNodeShare(die).Up ? 1 : 0;
            }
        });
        Assert.True(lowered > 100);
    }

    // A machine that falls apart is refused; whoever asks for random faults must expect that.
    private static bool TryTakeDown(string[] names, out FabricHealth health)
    {
        try
        {
            health = FabricHealth.WithDown(Small, names);
            return true;
        }
        catch (ConfigurationException)
        {
            health = FabricHealth.AllUp(Small);
            return false;
        }
    }
}
