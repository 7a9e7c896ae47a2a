using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class FeedForwardCostTests
{
    [Fact]
    public void DenseTime_Tokens_IsGateAndUpThenDown() => Assert.Equal(
        Kernel(GemmShape.Of(20, 2 * 512, 1024)) + Kernel(GemmShape.Of(20, 1024, 512)),
        FeedForwardCost.DenseTime(Shapes.Small, 20, Round.Whole));

    [Fact]
    public void ExpertsTime_RoutedAndShared_ShareTwoKernels()
    {
        var rows = new ExpertRows(RowGroups.Equal(3, 20), RowGroups.Equal(1, 50));

        var expected = Kernel(new GemmShape(rows.Routed, 2 * 256, 1024), new GemmShape(rows.Shared, 2 * 512, 1024))
            + Kernel(new GemmShape(rows.Routed, 1024, 256), new GemmShape(rows.Shared, 1024, 512));
        Assert.Equal(expected, FeedForwardCost.ExpertsTime(Shapes.Small, rows, Round.Whole));
        Assert.Equal(110, rows.Total);
    }

    [Fact]
    public void ExpertsTime_NoRows_IsZero() =>
        Assert.Equal(VirtualDuration.Zero, FeedForwardCost.ExpertsTime(Shapes.Small, default, Round.Whole));

    [Fact]
    public void DenseTime_NoTokens_IsZero() =>
        Assert.Equal(VirtualDuration.Zero, FeedForwardCost.DenseTime(Shapes.Small, 0, Round.Whole));

    private static VirtualDuration Kernel(params GemmShape[] fused) => fused
        .Select(shape => GemmCost.Work(shape, NumberFormat.I8, Round.Whole))
        .Aggregate((left, right) => left + right)
        .TimeOn(Round.Machine);
}
