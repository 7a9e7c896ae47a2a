namespace CloudMatrix.Model.Tests;

public sealed class SupernodeTopologyTests
{
    private static readonly SupernodeTopology Supernode = new(DefaultMachine.Read());

    [Fact]
    public void Paper_Section3_SwitchesAndLinks()
    {
        Assert.Equal(336, Supernode.L1ChipCount);
        Assert.Equal(112, Supernode.L2ChipCount);
        Assert.Equal(Supernode.L1ChipCount, Supernode.L1Chips.Count());
        Assert.Equal(Supernode.L2ChipCount, Supernode.L2Chips.Count());
        Assert.Equal(768 * 7, Supernode.DieLanes.Count());
        Assert.Equal(192 * 7, Supernode.CpuLanes.Count());
        Assert.Equal(336 * 16, Supernode.Uplinks.Count());
    }

    [Fact]
    public void Of_DeviceInTheMiddle_FindsWhatHoldsIt()
    {
        Assert.Equal(new NpuId(17), Supernode.NpuOf(new DieId(34)));
        Assert.Equal(new NodeId(2), Supernode.NodeOf(new DieId(34)));
        Assert.Equal(new NodeId(2), Supernode.NodeOf(new NpuId(17)));
        Assert.Equal(new NodeId(47), Supernode.NodeOf(new CpuId(191)));
        Assert.Equal(new RackId(11), Supernode.RackOf(new NodeId(47)));
    }

    [Fact]
    public void NodeOf_EveryDie_AgreesWithItsNpu() => Assert.All(
        Supernode.Dies, die => Assert.Equal(Supernode.NodeOf(die), Supernode.NodeOf(Supernode.NpuOf(die))));

    [Fact]
    public void TryParse_NameOfEveryElement_FindsIt()
    {
        var count = 0;
        foreach (var element in Supernode.Elements)
        {
            Assert.True(Supernode.TryParse(element.ToString()!, out var found, out var fault), fault);
            Assert.Equal(element, found);
            count++;
        }

        Assert.Equal(7 + 336 + 112 + 5_376 + 1_344 + 5_376, count);
    }

    [Theory]
    [InlineData("plane:7", "'plane:7': 7 is out of range; sub-planes are 0 to 6")]
    [InlineData(
        "link:die-768/plane-9",
        "'link:die-768/plane-9': 768 is out of range; dies are 0 to 767; 9 is out of range; sub-planes are 0 to 6")]
    [InlineData(
        "link:node-0/plane-0/l2-16",
        "'link:node-0/plane-0/l2-16': 16 is out of range; L2 chips of a sub-plane are 0 to 15")]
    [InlineData("plane:99999999999", "'plane:99999999999': 99999999999 is out of range; sub-planes are 0 to 6")]
    [InlineData(
        "plane3",
        "'plane3' is not a part of the network; write plane:N, link:die-N/plane-N, link:cpu-N/plane-N, "
            + "link:node-N/plane-N/l2-N, chip:l1/node-N/plane-N, chip:l2/plane-N/N")]
    public void TryParse_NoName_SaysWhatToWrite(string name, string expected)
    {
        Assert.False(Supernode.TryParse(name, out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void TryParse_UplinkWhereTheNetworkEndsAtTheNode_SaysSo()
    {
        var topology = new SupernodeTopology(MachineTexts.ReadWithoutUplinks());

        Assert.False(topology.TryParse("chip:l2/plane-0/0", out _, out var fault));
        Assert.Equal("'chip:l2/plane-0/0': this machine has no L2 chips of a sub-plane", fault);
    }
}
