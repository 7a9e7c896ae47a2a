using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class DiePortTests
{
    [Fact]
    public void RatesOf_NothingDown_IsTheWholePort()
    {
        var machine = DefaultMachine.Read();
        var rate = machine.ExpertParallel.PortRate;

        Assert.Equal(new PortRates(rate, rate), RatesWithDown(machine, []));
    }

    [Fact]
    public void RatesOf_OnePlaneDown_LosesASeventh()
    {
        var machine = DefaultMachine.Read();
        var left = new BytesPerSecond(machine.ExpertParallel.PortRate.Value * (6.0 / 7));

        Assert.Equal(new PortRates(left, left), RatesWithDown(machine, ["plane:3"]));
    }

    [Fact]
    public void SdmaRatesOf_OnePlaneDown_LosesASeventhOfWhatWritesReach()
    {
        var machine = DefaultMachine.Read();
        var fabric = FabricHealth.WithDown(new SupernodeTopology(machine), ["plane:3"]);

        var rates = DiePort.SdmaRatesOf(machine, fabric, new DieId(5));

        Assert.Equal((137e9 * (6.0 / 7), 135e9 * (6.0 / 7)), (rates.IntraNode.Value, rates.InterNode.Value));
    }

    [Fact]
    public void RatesOf_OneUplinkDown_LosesPartOfTheWayToOtherNodes()
    {
        var machine = DefaultMachine.Read();
        var rate = machine.ExpertParallel.PortRate;

        var rates = RatesWithDown(machine, ["link:node-0/plane-3/l2-7"]);

        Assert.Equal(rate, rates.IntraNode);
        Assert.Equal(rate.Value * (111.0 / 112), rates.InterNode.Value);
    }

    [Fact]
    public void RatesOf_RowsOnTheScaleOutNetwork_DoNotNoticeScaleUpPlanes()
    {
        var machine = DefaultMachine.Read();
        var scaleOut = machine with { ExpertParallel = machine.ExpertParallel with { Plane = NetworkPlane.ScaleOut } };

        Assert.Equal(RatesWithDown(scaleOut, []), RatesWithDown(scaleOut, ["plane:3"]));
    }

    private static PortRates RatesWithDown(MachineSpec machine, string[] down) =>
        DiePort.RatesOf(machine, FabricHealth.WithDown(new SupernodeTopology(machine), down), new DieId(5));
}
