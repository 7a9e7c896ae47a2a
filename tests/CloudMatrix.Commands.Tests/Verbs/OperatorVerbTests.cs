namespace CloudMatrix.Commands.Tests;

public sealed class OperatorVerbTests
{
    [Theory]
    [InlineData("dispatch --ep 16 --tokens 8 --repeats 1", "latencyUs", "bandwidthGBps")]
    [InlineData("combine --ep 16 --tokens 8 --repeats 1", "latencyUs", "bandwidthGBps")]
    [InlineData("gemm --groups 4 --m 7168 --n 4096 --k 4096", "latencyUs", "utilization")]
    [InlineData("mla --requests 8 --tokens 2 --heads 64 --kv-length 512", "latencyUs", "utilization")]
    public async Task Operator_Json_HasItsFigures(string line, string first, string second)
    {
        var run = await CommandRun.OfAsync($"operator {line} --json");

        var report = run.Json.GetProperty("report");
        Assert.Equal(0, run.ExitCode);
        Assert.True(report.GetProperty(first).GetDouble() > 0);
        Assert.True(report.GetProperty(second).GetDouble() > 0);
    }

    [Theory]
    [InlineData("dispatch --ep 16 --tokens 8 --repeats 1", "dispatch on CloudMatrix384: 16 ranks, 8 tokens each")]
    [InlineData("combine --ep 16 --tokens 8 --repeats 1", "combine on CloudMatrix384: 16 ranks, 8 tokens each")]
    [InlineData("gemm --groups 2", "gemm on a die of CloudMatrix384: 2 × [7168, 4096] × [4096, 4096]")]
    [InlineData("mla --requests 8", "mla of DeepSeek-R1 on a die of CloudMatrix384")]
    public async Task Operator_Text_SaysWhatIsMeasuredWithUnits(string line, string headline)
    {
        var run = await CommandRun.OfAsync($"operator {line}");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(headline, run.Output, StringComparison.Ordinal);
        Assert.Contains(" µs", run.Output, StringComparison.Ordinal);
        Assert.Contains(" GB/s", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_PlaneDown_IsNoFaster()
    {
        const string line = "operator combine --ep 32 --tokens 32 --repeats 1 --json";

        var whole = await CommandRun.OfAsync(line);
        var reduced = await CommandRun.OfAsync($"{line} --down plane:3");

        Assert.True(LatencyUs(reduced) > LatencyUs(whole));

        static double LatencyUs(CommandRun run) => run.Json.GetProperty("report").GetProperty("latencyUs").GetDouble();
    }
}
