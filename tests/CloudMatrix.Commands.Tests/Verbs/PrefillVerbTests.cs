using System.Text.Json;

namespace CloudMatrix.Commands.Tests;

public sealed class PrefillVerbTests
{
    private const string Small = "prefill --npus 16 --batch-tokens 64 --prompt 100";

    private static readonly string[] ReportKeys =
    [
        "machineName", "modelName", "seed", "dies", "expertShards", "batchTokensPerNpu", "prompts", "newTokens",
        "cachedTokens", "microbatches", "routing", "balancer", "down", "batchMs", "tokensPerSecondPerNpu",
        "tokensPerSecondPerTflops", "layerUs", "stagesUs", "streamShares", "tokensDispatched", "tokensCombined",
        "expertLoad", "hottestDieOverMean", "hbmBytesPerDie", "bytesOverUb",
    ];

    private static readonly string[] StageKeys =
    [
        "downProjection", "gather", "upProjection", "attention", "allToAll", "outputProjection", "gate",
        "sharedExpert", "dispatchCompute", "dispatch", "experts", "combine", "combineCompute",
    ];

    [Fact]
    public async Task Prefill_Json_HasEveryKey()
    {
        var run = await CommandRun.OfAsync($"{Small} --json");

        var report = run.Json.GetProperty("report");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(ReportKeys, KeysOf(report));
        Assert.Equal(StageKeys, KeysOf(report.GetProperty("stagesUs")));
        Assert.Equal(["aic", "aiv", "sdma"], KeysOf(report.GetProperty("streamShares")));
        Assert.Equal(
            ["wallMs", "wallOverModelled", "workers", "machine", "version"], KeysOf(run.Json.GetProperty("run")));
    }

    [Fact]
    public async Task Prefill_Options_ReachTheReport()
    {
        var run = await CommandRun.OfAsync(
            "prefill --npus 12 --batch-tokens 50 --prompt 70 --cached 20 --microbatches 1 --routing uniform "
            + "--balancer current --redundant 40 --down plane:3 --seed 7 --json");

        var report = run.Json.GetProperty("report");
        Assert.Equal((24, 296 + 24, 12), (Whole("dies"), Whole("expertShards"), Whole("prompts")));
        Assert.Equal((600, 240), (Whole("newTokens"), Whole("cachedTokens")));
        Assert.Equal((1, 7), (Whole("microbatches"), Whole("seed")));
        Assert.Equal(("uniform", "current"), (Word("routing"), Word("balancer")));
        Assert.Equal(["plane:3"], report.GetProperty("down").EnumerateArray().Select(name => name.GetString()!));

        int Whole(string key) => report.GetProperty(key).GetInt32();
        string Word(string key) => report.GetProperty(key).GetString()!;
    }

    [Fact]
    public async Task Prefill_Skewed_MeansItsOwnDefault()
    {
        var plain = await CommandRun.OfAsync($"{Small} --json");
        var named = await CommandRun.OfAsync($"{Small} --routing skewed --json");

        Assert.Equal("skewed:0.68", plain.Json.GetProperty("report").GetProperty("routing").GetString());
        Assert.Equal(plain.Report, named.Report);
    }

    [Fact]
    public async Task Prefill_Trace_ShowsThreeStreamsAndLeavesTheReportAsItIs()
    {
        using var folder = new TemporaryFolder();

        var plain = await CommandRun.OfAsync($"{Small} --json");
        var traced = await CommandRun.OfAsync($"{Small} --json --trace-dies 3 --trace {folder.PathOf("t.json")}");

        var trace = Trace.Parse(await File.ReadAllBytesAsync(folder.PathOf("t.json")));
        var names = trace.Names.Where(name => name.GetProperty("name").GetString() == "thread_name");
        Assert.Equal(plain.Report, traced.Report);
        Assert.Equal(
            ["AIC: attention and experts", "AIV: order and sum", "SDMA: collectives"],
            names.Select(name => name.GetProperty("args").GetProperty("name").GetString()));
        Assert.Equal((((7 * 3) + (13 * 58)) * 2) + 1, trace.Slices.Count());
        Assert.All(trace.Slices, slice => Assert.Equal(4, slice.Track.Process));
    }

    [Fact]
    public async Task Prefill_Plot_ShowsOneLayerOfThreeStreams()
    {
        using var folder = new TemporaryFolder();

        await CommandRun.OfAsync($"{Small} --plot {folder.PathOf("p.svg")}");

        var plot = Plot.Read(await File.ReadAllBytesAsync(folder.PathOf("p.svg")));
        var boxes = plot.Boxes("span").ToList();
        Assert.Equal(13 * 2, boxes.Count);
        Assert.All(boxes, box => Assert.Contains("layer 32", box.Value, StringComparison.Ordinal));
        Assert.Equal(3, boxes.DistinctBy(box => Plot.Number(box, "y")).Count());
        Assert.Contains(plot.Texts, text => text.Value == "SDMA");
    }

    [Fact]
    public async Task Prefill_Text_IsPlainAndAtMostHundredColumns()
    {
        var run = await CommandRun.OfAsync($"{Small} --cached 50");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("tokens/s", run.Output, StringComparison.Ordinal);
        Assert.Contains("more are cached", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    private static IEnumerable<string> KeysOf(JsonElement json) =>
        json.EnumerateObject().Select(property => property.Name);
}
