using System.Text.Json;

namespace CloudMatrix.Commands.Tests;

public sealed class GenerateVerbTests
{
    private const string Small = "--npus 8 --microbatches 1";

    [Fact]
    public async Task Generate_Json_TellsTextsAndWhatTheyTake()
    {
        var run = await CommandRun.OfAsync(
            ["generate", "--prompt", "add 12+30 = ", "--prompt", "add 5+1 = ", "--mtp", "--json", .. Small.Split(' ')]);

        var report = run.Json.GetProperty("report").GetProperty("generation");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["42", "6"], report.GetProperty("completions").EnumerateArray().Select(Text));
        Assert.Equal((2, 16, 304), (Count("requests"), Count("dies"), Count("expertShards")));
        Assert.Equal((5, 1, 1), (Count("generatedTokens"), Count("drafted"), Count("accepted")));
        Assert.Equal(Count("rowsDispatched"), Count("rowsCombined"));
        Assert.True(report.GetProperty("ttftMs").GetDouble() > 0);
        Assert.True(report.GetProperty("tpotMs").GetDouble() > 0);
        Assert.True(run.Json.GetProperty("run").GetProperty("tokensPerSecond").GetDouble() > 0);

        int Count(string name) => report.GetProperty(name).GetInt32();

        static string? Text(JsonElement completion) => completion.GetProperty("text").GetString();
    }

    [Fact]
    public async Task Generate_OneText_StreamsItBeforeTheFacts()
    {
        var run = await CommandRun.OfAsync(["generate", "--prompt", "add 12+30 = ", .. Small.Split(' ')]);

        Assert.StartsWith("add 12+30 = 42\n\ntiny-moe in fp32, 16 dies", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_PriceAs_PricesAnotherShape()
    {
        var config = Repository.PathOf("tests/CloudMatrix.Numerics.Tests/Checkpoints/tiny-v3-16e/config.json");

        var run = await CommandRun.OfAsync(
            ["generate", "--prompt", "add 1+1 = ", "--price-as", config, "--json", .. Small.Split(' ')]);

        var pricedAs = run.Json.GetProperty("report").GetProperty("pricedAs");
        Assert.True(pricedAs.GetProperty("ttftMs").GetDouble() > 0);
        Assert.True(pricedAs.GetProperty("decode").GetProperty("tpotMs").GetDouble() > 0);
        Assert.Equal(1, pricedAs.GetProperty("decode").GetProperty("batchPerNpu").GetInt32());
    }

    [Theory]
    [InlineData("generate", "--prompt: needed; what the text begins with, e.g. --prompt \"add 12+30 = \".")]
    [InlineData("generate --prompt x --promt y", "--promt: unknown option")]
    [InlineData("generate --prompt x --max-tokens 0 --batch 0", "--max-tokens: 0 is out of range; 1 or more.")]
    [InlineData("generate --prompt x --max-tokens 0 --batch 0", "--batch: 0 is out of range; 1 or more.")]
    [InlineData("generate --prompt x --max-tokens 5000", "longer than the context of 4096 (max_position_embeddings)")]
    [InlineData("generate --prompt x --temperature -1 --top-p 2", "--temperature: -1 is out of range")]
    [InlineData("generate --prompt x --temperature -1 --top-p 2", "--top-p: 2 is out of range")]
    [InlineData("generate --prompt x --model no-such-folder", "--model: 'no-such-folder' is not a folder.")]
    [InlineData("generate --prompts no-such-file", "--prompts: no-such-file: cannot be read")]
    public async Task Generate_WrongArguments_AreNamed(string line, string fault)
    {
        var run = await CommandRun.OfAsync(line);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(fault, run.Error, StringComparison.Ordinal);
    }
}
