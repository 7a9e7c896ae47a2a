namespace CloudMatrix.Simulation.Tests.Eplb;

public sealed class BalancedPackingTests
{
    [Fact]
    public void Pack_HeaviestFirst_GoesToTheLightestPack()
    {
        var packed = BalancedPacking.Pack([1, 2, 3, 4], packSizes: [2, 2]);

        Assert.Equal([3, 0, 2, 1], packed);
    }

    [Fact]
    public void Pack_FullPack_TakesNoMore()
    {
        var packed = BalancedPacking.Pack([9, 1, 1, 1], packSizes: [1, 3]);

        Assert.Equal([0, 1, 2, 3], packed);
    }

    [Fact]
    public void Pack_PackWithoutRoom_StaysEmpty()
    {
        var packed = BalancedPacking.Pack([1, 2, 3], packSizes: [0, 3]);

        Assert.Equal([2, 1, 0], packed);
    }

    [Fact]
    public void Pack_PacksOfOne_KeepsTheOrder()
    {
        var packed = BalancedPacking.Pack([1, 2, 3], packSizes: [1, 0, 1, 1]);

        Assert.Equal([0, 1, 2], packed);
    }
}
