using CloudMatrix.Model;

namespace CloudMatrix.Costs.Tests;

public sealed class ProjectionCostTests
{
    private const int Tokens = 20;

    [Fact]
    public void Prolog_Latent_IsItsFourProductsInOneKernel() => AssertTime(
        MlaPrologCost.Time(Shapes.Small, Tokens, Round.Whole),
        GemmShape.Of(Tokens, 128, 1024),
        GemmShape.Of(Tokens, 4 * (32 + 16), 128),
        new GemmShape(RowGroups.Equal(4, Tokens), 64, 32),
        GemmShape.Of(Tokens, 64 + 16, 1024));

    [Fact]
    public void Prolog_NoQueryLatent_ProjectsQueriesDirectly()
    {
        var latent = (LatentAttention)Shapes.Small.Attention;
        var direct = Shapes.Small with { Attention = latent with { QLoraRank = null } };

        AssertTime(
            MlaPrologCost.Time(direct, Tokens, Round.Whole),
            GemmShape.Of(Tokens, 4 * (32 + 16), 1024),
            new GemmShape(RowGroups.Equal(4, Tokens), 64, 32),
            GemmShape.Of(Tokens, 64 + 16, 1024));
    }

    [Fact]
    public void Prolog_Grouped_IsQueriesKeysAndValues() => AssertTime(
        MlaPrologCost.Time(Shapes.Grouped, Tokens, Round.Whole), GemmShape.Of(Tokens, (64 + 8) * 128, 4096));

    [Fact]
    public void Output_Latent_IsTheAbsorbedValuesAndTheProjection() => AssertTime(
        OutputProjectionCost.Time(Shapes.Small, Tokens, Round.Whole),
        new GemmShape(RowGroups.Equal(4, Tokens), 32, 64),
        GemmShape.Of(Tokens, 1024, 4 * 32));

    [Fact]
    public void Output_Grouped_IsTheProjection() => AssertTime(
        OutputProjectionCost.Time(Shapes.Grouped, Tokens, Round.Whole), GemmShape.Of(Tokens, 4096, 64 * 128));

    [Fact]
    public void Time_NoTokens_IsZero()
    {
        Assert.Equal(VirtualDuration.Zero, MlaPrologCost.Time(Shapes.Small, 0, Round.Whole));
        Assert.Equal(VirtualDuration.Zero, OutputProjectionCost.Time(Shapes.Grouped, 0, Round.Whole));
    }

    /// <summary>The weights are those of the model: 187 million parameters of an R1 layer, each read once.</summary>
    [Fact]
    public void Time_OneToken_ReadsTheLayersWeights()
    {
        var prolog = MlaPrologCost.Time(Shapes.R1, 1, Unbound) - Unbound.Machine.Operators.OperatorLaunch;
        var output = OutputProjectionCost.Time(Shapes.R1, 1, Unbound) - Unbound.Machine.Operators.OperatorLaunch;

        var bytes = (prolog + output).TotalSeconds * Unbound.Machine.Operators.HbmAchieved.Value;

        Assert.InRange(bytes / Shapes.R1.ParametersPerAttention, 1, 1.01);
    }

    // Cores so fast that only memory takes time.
    private static DieShare Unbound => DieShare.Whole(Round.Machine with
    {
        Die = Round.Machine.Die with { Int8Peak = new OperationsPerSecond(1e21) },
        Operators = Round.Machine.Operators with { TileOverhead = VirtualDuration.Zero },
    });

    private static void AssertTime(VirtualDuration actual, params GemmShape[] fused)
    {
        var work = fused.Select(shape => GemmCost.Work(shape, NumberFormat.I8, Round.Whole))
            .Aggregate((left, right) => left + right);
        Assert.Equal(work.TimeOn(Round.Machine), actual);
    }
}
