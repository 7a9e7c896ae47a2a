using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class GraphCostTests
{
    [Fact]
    public void Gate_Tokens_ScoresAllExpertsIn32Bits() => Assert.Equal(
        GemmCost.Work(GemmShape.Of(20, 64, 1024), NumberFormat.F32, Round.Whole).TimeOn(Round.Machine),
        GateCost.Time(Shapes.Small, 20, Round.Whole));

    [Fact]
    public void MtpProjection_Tokens_JoinsStateAndEmbedding() => Assert.Equal(
        GemmCost.Work(GemmShape.Of(20, 1024, 2048), NumberFormat.I8, Round.Whole).TimeOn(Round.Machine),
        MtpProjectionCost.Time(Shapes.Small, 20, Round.Whole));

    [Fact]
    public void Sampling_Tokens_PassesFourTimesOverTheLogits() => Assert.Equal(
        OperatorWork.Moving(20 * 6400 * 4 * 4).TimeOn(Round.Machine), SamplingCost.Time(Shapes.Small, 20, Round.Whole));

    [Fact]
    public void LanguageModelHead_FewTokens_ReadsTheVocabularyOnce()
    {
        var one = LanguageModelHeadCost.Time(Shapes.R1, 1, DieShare.Whole(DefaultMachine.Read()));
        var sixteen = LanguageModelHeadCost.Time(Shapes.R1, 16, DieShare.Whole(DefaultMachine.Read()));

        Assert.InRange(sixteen.TotalSeconds / one.TotalSeconds, 1, 1.05);
    }

    [Fact]
    public void Time_NoTokens_IsZero()
    {
        Assert.Equal(VirtualDuration.Zero, GateCost.Time(Shapes.Small, 0, Round.Whole));
        Assert.Equal(VirtualDuration.Zero, MtpProjectionCost.Time(Shapes.Small, 0, Round.Whole));
        Assert.Equal(VirtualDuration.Zero, SamplingCost.Time(Shapes.Small, 0, Round.Whole));
        Assert.Equal(VirtualDuration.Zero, LanguageModelHeadCost.Time(Shapes.Small, 0, Round.Whole));
    }
}
