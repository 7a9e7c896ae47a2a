using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class FusedAttentionCostTests
{
    private static readonly AttentionBatch Batch = AttentionBatch.Of(requests: 10, tokensPerRequest: 2, kvLength: 1000);

    [Fact]
    public void Operations_Latent_AreScoresOverLatentAndRopeAndValuesOverLatent() => Assert.Equal(
        2.0 * 10 * 2 * 4 * 1000 * (64 + 16 + 64), FusedAttentionCost.Operations(Shapes.Small, Batch));

    [Fact]
    public void Operations_Grouped_AreScoresAndValuesOverHeads() => Assert.Equal(
        2.0 * 10 * 2 * 64 * 1000 * (128 + 128), FusedAttentionCost.Operations(Shapes.Grouped, Batch));

    [Fact]
    public void CacheBytes_Latent_AreReadOnceForAllTokensOfARequest() => Assert.Equal(
        10.0 * 1000 * (64 + 16) * 2, FusedAttentionCost.CacheBytes(Shapes.Small, Batch));

    [Fact]
    public void CacheBytes_Grouped_AreKeysAndValues() => Assert.Equal(
        10.0 * 1000 * 2 * 4 * 128 * 2, FusedAttentionCost.CacheBytes(Shapes.Grouped, Batch));

    [Fact]
    public void Time_ManyHeads_IsBoundByTheMatrixCores()
    {
        // 23.04 million operations at a quarter of 2 TFLOPS; the cache would take 1.6 us.
        var time = FusedAttentionCost.Time(Shapes.Small, Batch, Round.Whole);

        Assert.Equal(Round.Launch + VirtualDuration.FromMicroseconds(46.08), time);
    }

    [Fact]
    public void TimeAlone_ManyHeads_ReachesMoreThanInsideAStep() => Assert.Equal(
        Round.Launch + VirtualDuration.FromMicroseconds(23.04),
        FusedAttentionCost.TimeAlone(Shapes.Small, Batch, Round.Whole));

    [Fact]
    public void Time_HalfOfTheCores_TakesTwiceAsLong() => Assert.Equal(
        Round.Launch + VirtualDuration.FromMicroseconds(92.16),
        FusedAttentionCost.Time(Shapes.Small, Batch, DieShare.Of(Round.Machine, 2)));

    [Fact]
    public void Time_OneHeadOnFastCores_IsBoundByTheCache()
    {
        var fast = Round.Machine with { Die = Round.Machine.Die with { Bf16Peak = new OperationsPerSecond(2e15) } };

        var time = FusedAttentionCost.Time(Shapes.Small, Batch, DieShare.Whole(fast));

        Assert.Equal(Round.Launch + VirtualDuration.FromMicroseconds(1.6), time);
    }

    [Fact]
    public void Time_NoRequests_IsZero() => Assert.Equal(
        VirtualDuration.Zero, FusedAttentionCost.Time(Shapes.Small, Batch with { Requests = 0 }, Round.Whole));
}
