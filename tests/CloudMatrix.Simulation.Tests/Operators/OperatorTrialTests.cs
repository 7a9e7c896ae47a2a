using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class OperatorTrialTests
{
    private static readonly MlaOptions Large = new() { Requests = 128, KvLength = 16_384 };

    [Fact]
    public void Paper_Table8_Mla()
    {
        var report = OperatorTrial.Mla(Large with { TokensPerRequest = 2 });

        Assert.Equal("compute", report.Bound);
        PaperRow.Within(0.654, report.Utilization, 0.05);
    }

    [Fact]
    public void Paper_Table9_Mla()
    {
        var report = OperatorTrial.Mla(Large with { TokensPerRequest = 1, Heads = 16 });

        Assert.Equal("memory", report.Bound);
        PaperRow.Within(1_346, report.BandwidthGBps, 0.05);
    }

    [Theory]
    [InlineData(4, 7168, 4096, 4096, 0.794, 260)]
    [InlineData(4, 2048, 7168, 4096, 0.774, 325)]
    [InlineData(4, 7168, 4096, 8192, 0.827, 195)]
    [InlineData(8, 7168, 4096, 4096, 0.796, 261)]
    public void Paper_Table10_Gemm(int groups, int m, int n, int k, double utilization, double bandwidthGBps)
    {
        var report = OperatorTrial.Gemm(new GemmOptions { Groups = groups, M = m, N = n, K = k });

        PaperRow.Within(utilization, report.Utilization, 0.01);
        PaperRow.Within(bandwidthGBps, report.BandwidthGBps, 0.01);
    }

    [Fact]
    public void Gemm_ImpossibleOptions_NamesEveryFault() => Assert.Equal(
        [
            "groups: 0 is out of range 1 to 1024 (independent products).",
            "m: 0 is out of range 1 to 1048576 (rows of each product).",
            "n: -1 is out of range 1 to 1048576 (columns).",
            "k: 1048577 is out of range 1 to 1048576 (inner dimension).",
        ],
        Assert.Throws<ConfigurationException>(
            () => OperatorTrial.Gemm(new GemmOptions { Groups = 0, M = 0, N = -1, K = 1_048_577 })).Faults);

    [Fact]
    public void Mla_ImpossibleOptions_NamesEveryFault() => Assert.Equal(
        [
            "requests: 0 is out of range 1 to 4096 (requests on one die).",
            "tokens: 65 is out of range 1 to 64 (query tokens of each request).",
            "heads: 129 is out of range 1 to 128 (the model's query heads).",
            "kv-length: 163841 is out of range 1 to 163840 (the model's context).",
        ],
        Assert.Throws<ConfigurationException>(() => OperatorTrial.Mla(
            new MlaOptions { Requests = 0, TokensPerRequest = 65, Heads = 129, KvLength = 163_841 })).Faults);
}
