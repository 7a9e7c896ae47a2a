using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class ExchangeTrialTests
{
    private const double CloudMatrixTolerance = 0.05;
    private const double OtherMachineTolerance = 0.10;

    private static readonly ExchangeOptions Small = new()
    {
        Machine = Toy.Machine,
        Model = Toy.Model,
        Ep = 16,
        Tokens = 12,
    };

    private static MachineSpec H800 => MachineSpecReader.FromFile(
        Path.Combine(AppContext.BaseDirectory, "silo-configs", "machines", "h800-rdma.json"));

    [Theory]
    [InlineData(8, 116)]
    [InlineData(32, 133)]
    [InlineData(256, 152)]
    public void Paper_Table7_Dispatch(int ep, double latencyUs) => PaperRow.Within(
        latencyUs, ExchangeTrial.Dispatch(new ExchangeOptions { Ep = ep }).LatencyUs, CloudMatrixTolerance);

    [Theory]
    [InlineData(8, 118)]
    [InlineData(32, 146)]
    [InlineData(256, 149)]
    public void Paper_Table7_Combine(int ep, double latencyUs) => PaperRow.Within(
        latencyUs, ExchangeTrial.Combine(new ExchangeOptions { Ep = ep }).LatencyUs, CloudMatrixTolerance);

    [Theory]
    [InlineData(8, 163)]
    [InlineData(32, 182)]
    [InlineData(256, 194)]
    public void Paper_Table7_DispatchOnH800(int ep, double latencyUs) => PaperRow.Within(
        latencyUs,
        ExchangeTrial.Dispatch(new ExchangeOptions { Machine = H800, Ep = ep }).LatencyUs,
        OtherMachineTolerance);

    [Theory]
    [InlineData(8, 318)]
    [InlineData(32, 350)]
    [InlineData(256, 360)]
    public void Paper_Table7_CombineOnH800(int ep, double latencyUs) => PaperRow.Within(
        latencyUs,
        ExchangeTrial.Combine(new ExchangeOptions { Machine = H800, Ep = ep }).LatencyUs,
        OtherMachineTolerance);

    [Fact]
    public void Dispatch_OnePlaneDown_IsSlower()
    {
        var hurt = Small with { Down = ["plane:3"] };

        Assert.True(ExchangeTrial.Dispatch(hurt).LatencyUs > ExchangeTrial.Dispatch(Small).LatencyUs);
        Assert.True(ExchangeTrial.Combine(hurt).LatencyUs > ExchangeTrial.Combine(Small).LatencyUs);
    }

    [Fact]
    public void Dispatch_OneRank_SendsNothingOverTheBus()
    {
        var report = ExchangeTrial.Dispatch(Small with { Ep = 1 });

        Assert.Equal(0, report.BytesOverUb);
        Assert.Equal(1, report.HottestOverMean);
    }

    [Fact]
    public void Dispatch_Balanced_HasNoHotDie() => Assert.Equal(
        1, ExchangeTrial.Dispatch(Small with { Routing = RoutingSpec.Parse("balanced") }).HottestOverMean);

    [Fact]
    public void Dispatch_Figures_AgreeWithOneAnother()
    {
        var report = ExchangeTrial.Dispatch(Small);

        Assert.Equal(("toy", "dispatch", 16, 12), (report.MachineName, report.Operator, report.Ep, report.Tokens));
        Assert.Equal(12 * 4 * (1024 + 512) / report.LatencyUs / 1e3, report.BandwidthGBps, 9);
        Assert.InRange(report.HottestOverMean, 1, 4);
    }

    [Fact]
    public void Combine_SameSeed_IsTheSame() =>
        Assert.Equal(ExchangeTrial.Combine(Small), ExchangeTrial.Combine(Small));

    [Fact]
    public void Dispatch_ImpossibleOptions_NamesEveryFault()
    {
        var exception = Assert.Throws<ConfigurationException>(
            () => ExchangeTrial.Dispatch(Small with { Ep = 17, Tokens = 0, Down = ["plane:9"] }));

        Assert.Equal(
            [
                "ep: 17 is out of range 1 to 16 (the dies of toy).",
                "tokens: 0 is out of range 1 to 4096 (tokens of each rank).",
            ],
            exception.Faults.Take(2));
        Assert.Contains("plane:9", exception.Faults[^1], StringComparison.Ordinal);
    }
}
