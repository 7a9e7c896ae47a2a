using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class RowCostTests
{
    private static readonly RowFormat Format = RowFormat.Of(hiddenSize: 1488, Round.Machine);

    [Fact]
    public void Of_Format_IsQuantisedRowWithScalesAndBf16Row() =>
        Assert.Equal(new RowFormat(new Bytes(2000), new Bytes(2976)), Format);

    [Fact]
    public void Paper_Section4_RowsOfR1() => Assert.Equal(
        new RowFormat(new Bytes(7 * 1024) + new Bytes(512), new Bytes(14 * 1024)),
        RowFormat.Of(7168, DefaultMachine.Read()));

    [Fact]
    public void RowTimes_Dispatch_IsPortAndTheCoresShareOfWorkAndLatency()
    {
        var times = FusedDispatchCost.RowTimes(Format, Round.Port, Round.Whole);

        // 2,000 B at 100 GB/s; 3 us of work and half of the latency, of eight cores.
        Assert.Equal(20_000 + ((3e6 + 1e6) / 8), times.IntraNode, 1e-6);
        Assert.Equal(20_000 + ((3e6 + 2e6) / 8), times.InterNode, 1e-6);
        Assert.Equal(2_976 + 2_000, times.Local, 1e-6);
    }

    [Fact]
    public void RowTimes_Combine_WritesBf16Rows()
    {
        var times = FusedCombineCost.RowTimes(Format, Round.Port, Round.Whole);

        Assert.Equal(29_760 + ((1e6 + 1e6) / 8), times.IntraNode, 1e-6);
        Assert.Equal(29_760 + ((1e6 + 2e6) / 8), times.InterNode, 1e-6);
        Assert.Equal(2 * 2_976, times.Local, 1e-6);
    }

    [Fact]
    public void RowTimes_SlowerPortToOtherNodes_SlowsOnlyThose()
    {
        var hurt = Round.Port with { InterNode = new BytesPerSecond(50e9) };

        var times = FusedDispatchCost.RowTimes(Format, hurt, Round.Whole);

        Assert.Equal(FusedDispatchCost.RowTimes(Format, Round.Port, Round.Whole).IntraNode, times.IntraNode);
        Assert.Equal(40_000 + ((3e6 + 2e6) / 8), times.InterNode, 1e-6);
    }

    [Fact]
    public void For_Rows_SumsAndRoundsUpOnce() => Assert.Equal(
        new VirtualDuration(11), new RowTimes(0.3, 2.5, 4).For(new RowCounts(Local: 1, IntraNode: 1, InterNode: 2)));

    [Fact]
    public void Add_RowCounts_AddsEachKind()
    {
        var sum = new RowCounts(1, 2, 3) + new RowCounts(10, 20, 30);

        Assert.Equal((new RowCounts(11, 22, 33), 66, 55), (sum, sum.Total, sum.Remote));
    }

    [Fact]
    public void PackTime_Rows_ReadsAndWritesThem() =>
        Assert.Equal(new VirtualDuration(10 * 2 * 2_000), FusedDispatchCost.PackTime(Format, 10, Round.Machine));

    [Fact]
    public void SumTime_RowsAndTokens_ReadsRowsAndWritesTokens() =>
        Assert.Equal(new VirtualDuration((10 + 3) * 2_976), FusedCombineCost.SumTime(Format, 10, 3, Round.Machine));

    [Fact]
    public void FlagTime_Peers_TakesRoundsOfAllCores()
    {
        // Eight flags at a time, each for half of its path's latency.
        Assert.Equal(VirtualDuration.FromMicroseconds(1), FusedDispatchCost.FlagTime(7, 0, Round.Whole));
        Assert.Equal(VirtualDuration.FromMicroseconds(2), FusedDispatchCost.FlagTime(0, 8, Round.Whole));
        Assert.Equal(VirtualDuration.FromMicroseconds(2 * 1.5), FusedDispatchCost.FlagTime(8, 8, Round.Whole));
    }

    [Fact]
    public void FlagTime_NoPeers_IsZero() =>
        Assert.Equal(VirtualDuration.Zero, FusedDispatchCost.FlagTime(0, 0, Round.Whole));
}
