namespace CloudMatrix.Model.Tests;

public sealed class IdTests
{
    [Fact]
    public void ToString_EachId_NamesTheThingAndItsNumber()
    {
        Assert.Equal("npu-17", new NpuId(17).ToString());
        Assert.Equal("die-34", new DieId(34).ToString());
        Assert.Equal("cpu-3", new CpuId(3).ToString());
        Assert.Equal("node-4", new NodeId(4).ToString());
        Assert.Equal("rack-1", new RackId(1).ToString());
        Assert.Equal("rank-319", new RankId(319).ToString());
        Assert.Equal("expert-255", new ExpertId(255).ToString());
        Assert.Equal("slot-319", new SlotId(319).ToString());
        Assert.Equal("plane-6", new SubPlaneId(6).ToString());
    }
}
