using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands.Tests;

public sealed class GoldenTests
{
    [Theory]
    [InlineData("greeting", "")]
    [InlineData("help", "--help")]
    [InlineData("help-cache", "cache --help")]
    [InlineData("help-cache-models", "cache models --help")]
    [InlineData("help-decode", "decode --help")]
    [InlineData("help-prefill", "prefill --help")]
    [InlineData("help-replay", "replay --help")]
    [InlineData("help-plan", "plan --help")]
    [InlineData("help-operator", "operator --help")]
    [InlineData("help-dispatch", "operator dispatch --help")]
    [InlineData("help-topology", "topology --help")]
    [InlineData("help-trace", "trace --help")]
    [InlineData("help-trace-generate", "trace generate --help")]
    [InlineData("help-verify", "verify --help")]
    [InlineData("cache-models", "cache models")]
    [InlineData("help-accuracy", "accuracy --help")]
    [InlineData("help-quantize", "quantize --help")]
    [InlineData("help-outliers", "outliers --help")]
    [InlineData("topology", "topology --down plane:3")]
    [InlineData("trace-code", "trace show --trace {samples}/code.csv")]
    [InlineData("trace-conversation", "trace show --trace {samples}/conversation.jsonl")]
    public async Task Command_Text_IsTheGoldenOne(string golden, string line)
    {
        var samples = Repository.PathOf("samples/traces");

        var run = await CommandRun.OfAsync(line.Replace("{samples}", samples, StringComparison.Ordinal));

        Assert.Equal(0, run.ExitCode);
        AssertIsGolden(golden, run.Output);
    }

    [Fact]
    public void CacheText_OfASampleTrace_IsTheGoldenOne()
    {
        var trace = TraceReader.FromFile(Repository.PathOf("samples/traces/conversation.jsonl"));
        var report = CacheReplay.Run(new CacheOptions
        {
            Trace = trace,
            DramCapacity = new SizeLimit(Bytes.FromGB(20)),
            SsdCapacity = new SizeLimit(Bytes.FromGB(40)),
        });
        using var output = new StringWriter();

        new Terminal(output, TextWriter.Null).Draw(console => CacheText.Write(
            console, report, new CacheFacts(10, 20, 30, 40, "a machine", "1.0")));

        AssertIsGolden("cache", output.ToString());
    }

    [Fact]
    public void DecodeText_OfASample_IsTheGoldenOne()
    {
        using var output = new StringWriter();

        new Terminal(output, TextWriter.Null).Draw(console => DecodeText.Write(console, Samples.Report, Samples.Facts));

        AssertIsGolden("decode", output.ToString());
    }

    [Fact]
    public void PrefillText_OfASample_IsTheGoldenOne()
    {
        using var output = new StringWriter();

        new Terminal(output, TextWriter.Null).Draw(
            console => PrefillText.Write(console, Samples.Prefill, Samples.PrefillFacts));

        AssertIsGolden("prefill", output.ToString());
    }

    [Fact]
    public void AccuracyText_OfASample_IsTheGoldenOne()
    {
        using var output = new StringWriter();

        new Terminal(output, TextWriter.Null).Draw(
            console => AccuracyText.Write(console, Samples.Accuracy, Samples.ModelFacts));

        AssertIsGolden("accuracy", output.ToString());
    }

    // Trailing blanks and the newline's form are the platform's and the library's.
    private static void AssertIsGolden(string name, string actual)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.txt");
        Assert.Equal(Lines(File.ReadAllText(path)), Lines(actual));
    }

    private static IEnumerable<string> Lines(string text) => text.TrimEnd().Split('\n').Select(line => line.TrimEnd());
}
