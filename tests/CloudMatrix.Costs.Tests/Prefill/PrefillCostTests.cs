using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

/// <summary>Small has h = 1,024, q = 128, c = 64, d = 32, r = 16, v = 32 and 4 heads.</summary>
public sealed class PrefillCostTests
{
    private const int Own = 100;
    private const int Heads = 2;

    private static readonly PrefillTokens Tokens = new(New: 400, Cached: 50, ScorePairs: 90_000);

    [Fact]
    public void RowFormat_Latents_AreGatheredInPlaceOfHiddenRows()
    {
        var small = PrefillRowFormat.Of(Shapes.Small);

        Assert.Equal((new Bytes(2 * (128 + 64 + 16)), new Bytes(2 * 32)), (small.Gathered, small.AttendedPerHead));
    }

    [Fact]
    public void RowFormat_NoLatents_GathersHiddenRows()
    {
        var grouped = PrefillRowFormat.Of(Shapes.Grouped);

        Assert.Equal((new Bytes(2 * 4096), new Bytes(2 * 128)), (grouped.Gathered, grouped.AttendedPerHead));
    }

    [Fact]
    public void DownProjection_Latent_IsANormAProductAndANorm() => Assert.Equal(
        Pass(Own * 1024 * 3) + Product(Own, 128 + 64 + 16, 1024) + Pass(Own * (128 + 64) * 4),
        PrefillDownProjectionCost.Time(Shapes.Small, Own, Round.Whole));

    [Fact]
    public void DownProjection_Grouped_IsANorm() => Assert.Equal(
        Pass(Own * 4096 * 4), PrefillDownProjectionCost.Time(Shapes.Grouped, Own, Round.Whole));

    [Fact]
    public void UpProjection_Latent_ExpandsCachedLatentsToo() => Assert.Equal(
        Pass(((400 * 128) + (450 * 64)) * 3)
            + Product(400, Heads * 48, 128)
            + Product(450, Heads * 64, 64)
            + Pass(400 * (Heads + 1) * 16 * 4),
        PrefillUpProjectionCost.Time(Shapes.Small, Tokens, Heads, Round.Whole));

    /// <summary>Two of 64 heads read one of four key-value heads.</summary>
    [Fact]
    public void UpProjection_Grouped_ReadsCachedKeysAsTheyAre() => Assert.Equal(
        Pass(400 * 4096 * 3) + Product(400, (Heads + 2) * 128, 4096) + Pass(400 * (Heads + 1) * 128 * 4),
        PrefillUpProjectionCost.Time(Shapes.Grouped, Tokens, Heads, Round.Whole));

    [Fact]
    public void Attention_ManyPairs_IsLimitedByTheCores()
    {
        var operations = 2.0 * Heads * 90_000 * (32 + 16 + 32);

        Assert.Equal(operations, PrefillAttentionCost.Operations(Shapes.Small, Tokens, Heads));
        Assert.Equal(
            Round.Launch + VirtualDuration.FromSeconds(operations / (0.25 * 2e12)),
            PrefillAttentionCost.Time(Shapes.Small, Tokens, Heads, Round.Whole));
    }

    [Fact]
    public void Attention_LongCacheAndFewPairs_IsLimitedByMemory()
    {
        var tokens = new PrefillTokens(New: 1, Cached: 100_000, ScorePairs: 1);

        Assert.Equal(Pass((1 + 100_001) * Heads * 80 * 2.0),
            PrefillAttentionCost.Time(Shapes.Small, tokens, Heads, Round.Whole));
    }

    [Fact]
    public void OutputProjection_Latent_TakesAllHeadsOfOwnTokens() => Assert.Equal(
        Pass(Own * 4 * 32 * 3) + Product(Own, 1024, 4 * 32) + Pass(Own * 1024 * 9),
        PrefillOutputProjectionCost.Time(Shapes.Small, Own, Round.Whole));

    [Fact]
    public void DispatchCompute_Rows_ShareTheVectorCores() => Assert.Equal(
        Round.Launch + VirtualDuration.FromMicroseconds(800 * 3 / 8.0),
        DispatchComputeCost.Time(RowFormat.Of(1024, Round.Machine), 800, Round.Whole));

    [Fact]
    public void CombineCompute_Rows_AreReadOnceAndTheSumIsWritten() => Assert.Equal(
        Pass((800 + (3 * Own)) * 2048.0),
        CombineComputeCost.Time(RowFormat.Of(1024, Round.Machine), 800, Own, Round.Machine));

    [Fact]
    public void SdmaSend_Rows_LaunchThenEachPathsBytesThenTheFarthestLatency()
    {
        var rates = new PortRates(new BytesPerSecond(100e9), new BytesPerSecond(50e9));
        var rows = new RowCounts(Local: 7, IntraNode: 10, InterNode: 20);

        var time = SdmaCost.SendTime(rows, new Bytes(1000), rates, Round.Machine);

        var seconds = (10_000 / 100e9) + (20_000 / 50e9);
        Assert.Equal(Round.Launch + VirtualDuration.FromSeconds(seconds) + VirtualDuration.FromMicroseconds(2), time);
    }

    [Fact]
    public void Time_NoTokens_IsZero()
    {
        var format = RowFormat.Of(1024, Round.Machine);
        VirtualDuration[] times =
        [
            PrefillDownProjectionCost.Time(Shapes.Small, 0, Round.Whole),
            PrefillUpProjectionCost.Time(Shapes.Small, default, Heads, Round.Whole),
            PrefillAttentionCost.Time(Shapes.Small, default, Heads, Round.Whole),
            PrefillOutputProjectionCost.Time(Shapes.Small, 0, Round.Whole),
            DispatchComputeCost.Time(format, 0, Round.Whole),
            CombineComputeCost.Time(format, 0, 0, Round.Machine),
        ];

        Assert.All(times, time => Assert.Equal(VirtualDuration.Zero, time));
    }

    private static VirtualDuration Pass(double bytes) => OperatorWork.Moving(bytes).TimeOn(Round.Machine);

    private static VirtualDuration Product(int rows, int columns, int inner) =>
        GemmCost.QuantisedWork(GemmShape.Of(rows, columns, inner), Round.Whole).TimeOn(Round.Machine);
}
