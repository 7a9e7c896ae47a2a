using System.Text.Json;

namespace CloudMatrix.Commands.Tests;

public sealed class DecodeVerbTests
{
    private static readonly string[] ReportKeys =
    [
        "seed", "dies", "expertShards", "batchPerNpu", "kvLength", "steps", "microbatches", "iterationMs", "tpotMs",
        "tokensPerSecondPerNpu", "layerUs", "stagesUs", "tokensDispatched", "tokensCombined", "expertLoad",
        "hbmBytesPerDie", "bytesOverUb",
    ];

    private static readonly string[] RunKeys =
    [
        "engine", "wallMs", "wallMsPerStep", "wallOverModelled", "workers", "allocatedBytesPerStep", "machine",
        "version",
    ];

    [Fact]
    public async Task Decode_Json_HasEveryKey()
    {
        var run = await CommandRun.OfAsync($"{CommandRun.SmallDecode} --json");

        var report = run.Json.GetProperty("report");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Assert.Empty(ReportKeys.Except(KeysOf(report)));
        Assert.Empty(RunKeys.Except(KeysOf(run.Json.GetProperty("run"))));
        Assert.Empty(new[] { "mlaProlog", "attention", "oProj", "gate", "dispatch", "experts", "combine" }
            .Except(KeysOf(report.GetProperty("stagesUs"))));
        Assert.Empty(new[] { "max", "mean" }.Except(KeysOf(report.GetProperty("expertLoad"))));
        Assert.Empty(new[] { "weights", "kv", "buffers", "free" }.Except(KeysOf(report.GetProperty("hbmBytesPerDie"))));
    }

    [Fact]
    public async Task Decode_Options_ReachTheReport()
    {
        var run = await CommandRun.OfAsync(
            "decode --npus 16 --batch 4 --kv-length 512 --steps 2 --microbatches 2 --attention-aics 14 --mtp 0 "
            + "--acceptance 0.5 --routing uniform --redundant 40 --shared-copies 20 --down plane:3,plane:1 "
            + "--down link:die-3/plane-0 --graph-launch serial --seed 7 --json");

        var report = run.Json.GetProperty("report");
        Assert.Equal(
            (32, 316, 4, 512, 2),
            (Whole("dies"), Whole("expertShards"), Whole("batchPerNpu"), Whole("kvLength"), Whole("steps")));
        Assert.Equal((2, 14, 0, 7), (Whole("microbatches"), Whole("attentionAics"), Whole("mtpLayers"), Whole("seed")));
        Assert.Equal(0.5, report.GetProperty("acceptance").GetDouble());
        Assert.Equal("uniform", report.GetProperty("routing").GetString());
        Assert.Equal("given", report.GetProperty("operatingPoint").GetString());
        Assert.Equal(
            ["link:die-3/plane-0", "plane:1", "plane:3"],
            report.GetProperty("down").EnumerateArray().Select(name => name.GetString()!));

        int Whole(string key) => report.GetProperty(key).GetInt32();
    }

    [Fact]
    public async Task Decode_SameSeedTwice_GivesTheSameReportBytes()
    {
        var first = await CommandRun.OfAsync($"{CommandRun.SmallDecode} --json --seed 5");
        var second = await CommandRun.OfAsync($"{CommandRun.SmallDecode} --json --seed 5");
        var other = await CommandRun.OfAsync($"{CommandRun.SmallDecode} --json --seed 6");

        Assert.Equal(first.Report, second.Report);
        Assert.NotEqual(first.Report, other.Report);
    }

    [Fact]
    public async Task Decode_Tuned_SaysAuto()
    {
        var run = await CommandRun.OfAsync(
            "decode --npus 16 --batch 4 --steps 1 --microbatches auto --attention-aics auto --json");

        Assert.Equal("auto", run.Json.GetProperty("report").GetProperty("operatingPoint").GetString());
    }

    [Fact]
    public async Task Decode_Text_IsPlainAndAtMostHundredColumns()
    {
        var run = await CommandRun.OfAsync(CommandRun.SmallDecode);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("tokens/s", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
        Assert.All(run.Output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
    }

    [Fact]
    public async Task Decode_TraceAndPlot_AreWrittenWhole()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync(
            $"{CommandRun.SmallDecode} --trace-dies 3,1 "
            + $"--trace {folder.PathOf("t.json")} --plot {folder.PathOf("p.svg")}");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["p.svg", "t.json"], folder.FileNames.Order(StringComparer.Ordinal));
        var trace = JsonElement.Parse(await File.ReadAllTextAsync(folder.PathOf("t.json")));
        Assert.True(trace.GetProperty("traceEvents").GetArrayLength() > 0);
        var plot = await File.ReadAllTextAsync(folder.PathOf("p.svg"));
        Assert.EndsWith("</svg>", plot.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_Trace_LeavesTheReportAsItIs()
    {
        using var folder = new TemporaryFolder();

        var plain = await CommandRun.OfAsync($"{CommandRun.SmallDecode} --json");
        var traced = await CommandRun.OfAsync($"{CommandRun.SmallDecode} --json --trace {folder.PathOf("t.json")}");

        Assert.Equal(plain.Report, traced.Report);
    }

    private static IEnumerable<string> KeysOf(JsonElement json) =>
        json.EnumerateObject().Select(property => property.Name);
}
