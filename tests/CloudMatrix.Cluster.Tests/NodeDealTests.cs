using System.Collections.Immutable;
using CloudMatrix.Grains;
using CloudMatrix.Model;

namespace CloudMatrix.Cluster.Tests;

public sealed class NodeDealTests
{
    private const int Nodes = 48;

    [Fact]
    public void SiloOf_NobodyAsks_DealsInTurn()
    {
        var silos = Deal([null, null, null]);

        Assert.Equal([0, 1, 2, 0, 1, 2], silos[..6]);
        Assert.All(silos.GroupBy(silo => silo), nodes => Assert.Equal(16, nodes.Count()));
    }

    [Fact]
    public void SiloOf_RangesAskedFor_AreGivenAndTheRestDealtToTheOthers()
    {
        var silos = Deal([NodeRanges.Parse("0-3", Nodes), null, NodeRanges.Parse("2-5,47", Nodes), null]);

        Assert.Equal([0, 0, 0, 0, 2, 2], silos[..6]);
        Assert.Equal(2, silos[47]);
        Assert.Equal([1, 3], silos[6..47].Distinct().Order());
    }

    [Fact]
    public void SiloOf_NodesThatNobodyAskedFor_StillHaveASilo()
    {
        var silos = Deal([NodeRanges.Parse("0", Nodes), NodeRanges.Parse("1", Nodes)]);

        Assert.Equal([0, 1], silos[..2]);
        Assert.All(silos, silo => Assert.InRange(silo, 0, 1));
    }

    private static int[] Deal(ImmutableArray<NodeRanges?> wanted) =>
        [.. Enumerable.Range(0, Nodes).Select(node => NodeDeal.SiloOf(new NodeId(node), wanted))];
}
