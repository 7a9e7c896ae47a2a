using System.IO.Compression;
using System.Text;

namespace CloudMatrix.Commands.Tests;

public sealed class CacheVerbTests
{
    private static readonly string Conversation = Repository.PathOf("samples/traces/conversation.jsonl");
    private static readonly string Code = Repository.PathOf("samples/traces/code.csv");

    [Fact]
    public async Task Cache_InfiniteCapacity_HitsAllThatIsShared()
    {
        var run = await CommandRun.OfAsync($"cache --trace {Conversation} --cache-capacity infinite --json");
        var shown = await CommandRun.OfAsync($"trace show --trace {Conversation} --json");

        var prompts = run.Json.GetProperty("report").GetProperty("prompts");
        var sharing = shown.Json.GetProperty("report").GetProperty("sharing");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            sharing.GetProperty("blocks").GetInt64() - sharing.GetProperty("distinctBlocks").GetInt64(),
            prompts.GetProperty("hits").GetInt64());
        Assert.Equal(
            sharing.GetProperty("sharedTokens").GetInt64(), prompts.GetProperty("hitTokens").GetInt64());
    }

    [Fact]
    public async Task Cache_SameOptions_SameReportBytes()
    {
        var line = $"cache --trace {Conversation} --cache-capacity 15GB --ssd-capacity 30GB --block-tokens 128 --json";

        Assert.Equal((await CommandRun.OfAsync(line)).Report, (await CommandRun.OfAsync(line)).Report);
    }

    [Fact]
    public async Task Cache_FiniteCapacity_HitsLess()
    {
        var infinite = await CommandRun.OfAsync($"cache --trace {Conversation} --json");
        var finite = await CommandRun.OfAsync($"cache --trace {Conversation} --cache-capacity 15GB --json");

        Assert.True(Hits(finite) < Hits(infinite));

        static long Hits(CommandRun run) =>
            run.Json.GetProperty("report").GetProperty("prompts").GetProperty("hits").GetInt64();
    }

    [Fact]
    public async Task Cache_TraceWithoutNames_SaysWhyNothingIsFound()
    {
        var run = await CommandRun.OfAsync($"cache --trace {Code}");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("does not say what its prompts share", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cache_BadLine_IsNamedAndSkippedOnlyWhenAsked()
    {
        using var folder = new TemporaryFolder();
        var trace = folder.Write("bad.jsonl", await File.ReadAllTextAsync(Conversation) + "{\"timestamp\":\"x\"}\n");

        var refused = await CommandRun.OfAsync($"cache --trace {trace}");
        var skipped = await CommandRun.OfAsync($"cache --trace {trace} --skip-bad-lines");

        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith(
            $"--trace: {trace}: line 201: timestamp: \"x\" is not", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, skipped.ExitCode);
        Assert.Contains("4 faults in lines that were skipped", skipped.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cache", "--trace: needed; say which file, e.g. --trace samples/traces/conversation.jsonl.")]
    [InlineData(
        "cache --trace TRACE --block-tokens 100",
        "--block-tokens: 100 does not divide 512, the tokens of the trace's blocks.")]
    [InlineData("cache --trace TRACE --cache-capacity 5", "--cache-capacity: '5' has no unit; write e.g. \"5 GB\".")]
    [InlineData(
        "cache --trace TRACE --cache-capacity much",
        "--cache-capacity: 'much' is not a size; write a number and a unit, e.g. \"64 GB\".")]
    [InlineData("cache --trace TRACE --ssd-capacity -1GB", "--ssd-capacity: '-1GB' is negative; write e.g. \"64 GB\".")]
    [InlineData("cache --trace TRACE --cache-plane rdma", "--cache-plane: 'rdma' is none of ub|vpc|none.")]
    [InlineData(
        "cache --trace TRACE --capacity 5GB",
        "--capacity: unknown option; 'cloudmatrix cache --help' shows those there are.")]
    [InlineData("cache modles --trace TRACE", "modles: not understood; 'cloudmatrix cache --help' shows what is.")]
    [InlineData("cache models --models 65", "--models: 65 is out of range 1 to 64 (models to switch between).")]
    [InlineData("cache models --block-size 700GB", "--block-size: 700 GB is out of range 1 MB to the model's 671 GB.")]
    [InlineData("trace", "trace: say what to do: show or generate.")]
    [InlineData("trace generate", "--out: needed; say where, e.g. --out my-trace.jsonl.gz.")]
    [InlineData(
        "trace generate --out OUT --requests 0",
        "--requests: 0 is out of range 1 to 10000000 (requests of a trace).")]
    [InlineData("trace generate --out OUT --rate 0", "--rate: 0 is out of range; above 0 to 100000.")]
    [InlineData(
        "trace generate --out OUT --rate 0.0001 --requests 1000",
        "--rate: 0.0001 a second makes 1000 requests last over 50 days.")]
    [InlineData(
        "trace generate --out OUT --arrivals regular",
        "--arrivals: 'regular' is not a kind of arrivals; write poisson, bursty or bursty:CV with CV "
        + "from 0.1 to 10.")]
    [InlineData(
        "trace generate --out OUT --input-tokens 0",
        "--input-tokens: '0' is not a length; write N or N:CV, a mean of 1 to 1000000 tokens and a "
        + "spread of 0 to 10.")]
    [InlineData(
        "trace generate --out OUT --format azure --prefix-share 0.1",
        "--prefix-share: an Azure trace names no blocks; leave it out, or write --format mooncake.")]
    [InlineData(
        "trace generate --out OUT --lengths-from TRACE --input-tokens 5",
        "--lengths-from: given beside --input-tokens or --output-tokens; lengths come from one of them.")]
    public async Task Command_OneFault_SaysItAndWritesNothing(string line, string fault)
    {
        using var folder = new TemporaryFolder();
        var placed = line
            .Replace("TRACE", Conversation, StringComparison.Ordinal)
            .Replace("OUT", folder.PathOf("out.jsonl"), StringComparison.Ordinal);

        var run = await CommandRun.OfAsync(placed);

        Assert.Equal((2, "", fault), (run.ExitCode, run.Output, run.Error.TrimEnd()));
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public async Task Cache_ManyFaults_SaysThemAll()
    {
        var run = await CommandRun.OfAsync("cache --trace none.jsonl --cache-capacity 5 --block-tokens x --fast");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            ["--block-tokens", "--cache-capacity", "--fast", "--trace"],
            run.Error.TrimEnd().Split('\n').Select(line => line.Split(':')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Generate_GzippedName_WritesTheSameTraceGzipped()
    {
        using var folder = new TemporaryFolder();
        const string options = "--requests 50 --arrivals bursty:3 --seed 9 --json";

        var plain = await CommandRun.OfAsync($"trace generate --out {folder.PathOf("t.jsonl")} {options}");
        var packed = await CommandRun.OfAsync($"trace generate --out {folder.PathOf("t.jsonl.gz")} {options}");

        Assert.Equal((0, 0, plain.Output), (plain.ExitCode, packed.ExitCode, packed.Output));
        using var unpacked = new StreamReader(
            new GZipStream(File.OpenRead(folder.PathOf("t.jsonl.gz")), CompressionMode.Decompress), Encoding.UTF8);
        Assert.Equal(await File.ReadAllTextAsync(folder.PathOf("t.jsonl")), await unpacked.ReadToEndAsync());
        var shown = await CommandRun.OfAsync($"trace show --trace {folder.PathOf("t.jsonl.gz")} --json");
        Assert.Equal(plain.Report, shown.Report);
    }

    [Fact]
    public async Task Models_Json_HasTheTableBesideTheModel()
    {
        var run = await CommandRun.OfAsync("cache models --json");

        var report = run.Json.GetProperty("report");
        Assert.Equal(3, report.GetProperty("rows").GetArrayLength());
        Assert.Equal(3, report.GetProperty("published").GetArrayLength());
        Assert.Equal(0.125, report.GetProperty("rows")[1].GetProperty("switchHitRate").GetDouble());
    }
}
