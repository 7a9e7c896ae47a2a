using CloudMatrix.Simulation;

namespace CloudMatrix.Commands.Tests;

public sealed class ReplayVerbTests
{
    private static readonly string Conversation = Repository.PathOf("samples/traces/conversation.jsonl");
    private static readonly string Small = $"replay --trace {Conversation} --limit 40 --prefill 2 --decode-npus 32";

    [Fact]
    public async Task Replay_SameOptions_SameReportBytes()
    {
        var line = $"{Small} --fail node:1@3s,plane:2@5s --chunked --router cache-aware --json";
        var first = await CommandRun.OfAsync(line);

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(first.Report, (await CommandRun.OfAsync(line)).Report);
        Assert.NotEqual(first.Report, (await CommandRun.OfAsync($"{line} --seed 2")).Report);
    }

    [Fact]
    public async Task Replay_Outputs_AreWhole()
    {
        using var folder = new TemporaryFolder();
        var (plots, table) = (folder.PathOf("plots"), folder.PathOf("r.csv"));

        var run = await CommandRun.OfAsync($"{Small} --plot {plots} --requests-out {table}");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["latencies.svg", "load.svg"], Directory.GetFiles(plots).Select(Path.GetFileName).Order());
        var lines = await File.ReadAllLinesAsync(table);
        Assert.Equal(41, lines.Length);
        Assert.StartsWith("request,arrived_s,input_tokens,", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.Contains(",Completed,", line, StringComparison.Ordinal));
        Assert.Equal(["plots", "r.csv"], Directory.GetFileSystemEntries(
            Path.GetDirectoryName(table)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Replay_TokenFidelity_IsCloseToTheMemo()
    {
        var few = $"replay --trace {Conversation} --limit 4 --prefill 1 --decode-npus 20 --json";
        var memo = await CommandRun.OfAsync(few);
        var token = await CommandRun.OfAsync($"{few} --fidelity token");

        Assert.InRange(Mean(token) / Mean(memo), 0.98, 1.02);
        Assert.NotEqual(Mean(memo), Mean(token));

        static double Mean(CommandRun run) =>
            run.Json.GetProperty("report").GetProperty("endToEndMs").GetProperty("mean").GetDouble();
    }

    [Theory]
    [InlineData("--speed 0", "--speed: 0 is out of range 0.001 to 1000000.")]
    [InlineData("--rate 2 --speed 2", "--rate: give a speed or a rate, not both.")]
    [InlineData("--limit 0", "--limit: 0 is out of range 1 to 2147483647 (requests of the trace).")]
    [InlineData("--slo-ttft 2", "--slo-ttft: '2' has no unit; write e.g. \"2 us\".")]
    [InlineData("--slo-tpot 0ms", "--slo-tpot: must be above 0, e.g. 50ms.")]
    [InlineData("--router fastest", "--router: 'fastest' is none of least-loaded|round-robin|cache-aware.")]
    [InlineData("--fail node:48@1s", "--fail: 48 is out of range 0 to 47 ('node:48@1s'; there are 48 of these).")]
    [InlineData(
        "--fail node:4",
        "--fail: 'node:4' is no failure; write e.g. npu:17@600s, node:3@90s, plane:2@5s, prefill:1@1200s or "
        + "decode:0@42s.")]
    [InlineData(
        "--prefill-npus 65 --prefill 1",
        "--prefill-npus: 65 have 130 dies, which share the 128 heads of DeepSeek-R1; at most 64.")]
    [InlineData(
        "--prefill 16",
        "--prefill: 16 prefill instances of 16 NPUs and 1 decode instances of 160 are 416; CloudMatrix384 has 384.")]
    [InlineData("--block-tokens 96", "--block-tokens: 96 does not divide 512, the tokens of the trace's blocks.")]
    [InlineData("--plots x", "--plots: unknown option; 'cloudmatrix replay --help' shows those there are.")]
    public async Task Replay_OneFault_SaysItAndWritesNothing(string options, string fault)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync(
            $"replay --trace {Conversation} {options} --requests-out {folder.PathOf("r.csv")}");

        Assert.StartsWith(fault, run.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public async Task Replay_ManyFaults_SaysThemAll()
    {
        var run = await CommandRun.OfAsync("replay --trace none.jsonl --speed -1 --decode 0 --slo-ttft x --fast");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            ["--decode", "--fast", "--slo-ttft", "--speed", "--trace"],
            run.Error.TrimEnd().Split('\n').Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void LatencyAndLoad_NothingCompleted_AreDrawnEmpty()
    {
        using var folder = new TemporaryFolder();
        var trace = TraceReader.FromFile(Conversation);
        var replay = new ReplayOptions
        {
            Trace = trace,
            Limit = 3,
            Service = new ServingOptions { Failures = [.. Enumerable.Range(0, 48).Select(node => $"node:{node}@0s")] },
        };
        using var session = ServingSession.Start(ReplaySpecReader.Read(replay));
        session.Run();

        ServingPlots.Write(Path.GetDirectoryName(folder.PathOf("x"))!, session.Report(), session.Requests);

        Assert.Equal(3, session.Report().Refused);
        var picture = File.ReadAllText(folder.PathOf("latencies.svg"));
        Assert.Contains("no request has one", picture, StringComparison.Ordinal);
    }
}
