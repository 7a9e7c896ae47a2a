using System.Text.Json;

namespace CloudMatrix.Commands.Tests;

public sealed class AccuracyVerbTests
{
    private static readonly string TinyMoe = Repository.PathOf("models/tiny-moe");

    [Fact]
    public async Task Accuracy_TwoWays_AreComparedOnTheSameQuestions()
    {
        var run = await CommandRun.OfAsync($"accuracy --model {TinyMoe} --n 2 --precision fp32,bf16 --json");

        var report = run.Json.GetProperty("report");
        var results = report.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal((0, 32, 128), (run.ExitCode, Count(report, "questions"), Count(report, "keptApart")));
        Assert.Equal(["fp32", "bf16"], results.Select(result => result.GetProperty("name").GetString()));
        Assert.All(results, result => Assert.Equal(16, result.GetProperty("tasks").GetArrayLength()));
        Assert.True(results[0].GetProperty("mean").GetProperty("value").GetDouble() > 0.9);
        Assert.Equal("bf16", results[0].GetProperty("paired").GetProperty("baseline").GetString());
        Assert.Equal(JsonValueKind.Null, results[1].GetProperty("paired").ValueKind);
    }

    [Fact]
    public async Task Accuracy_Twice_ReportsTheSameBytes()
    {
        var line = $"accuracy --model {TinyMoe} --n 1 --precision bf16 --json";

        Assert.Equal((await CommandRun.OfAsync(line)).Report, (await CommandRun.OfAsync(line)).Report);
    }

    [Theory]
    [InlineData("accuracy --model none", "--model: 'none' is not a folder.")]
    [InlineData(
        "accuracy --model none --n 0 --precision int8:no-luck",
        "--precision: 'int8:no-luck' is none of fp32, bf16, int8, int8:naive, int8:none, int8:no-mixed-precision, "
        + "int8:no-scale-search, int8:no-outlier-suppression, int8:no-fine-scales, int8:no-clipping.\n"
        + "--model: 'none' is not a folder.\n--n: 0 is below 1 (questions of each task).")]
    public async Task Accuracy_WrongArguments_SaysThemAll(string line, string faults)
    {
        var run = await CommandRun.OfAsync(line);

        Assert.Equal((2, "", faults), (run.ExitCode, run.Output, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task Accuracy_NoBenchmark_NamesTheFile()
    {
        var folder = Repository.PathOf("tests/CloudMatrix.Numerics.Tests/Checkpoints/tiny-v3-16e");

        var run = await CommandRun.OfAsync($"accuracy --model {folder}");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(
            $"--model: {Path.Combine(folder, "benchmark.json")}: cannot be read", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accuracy_Interrupted_Says130()
    {
        var run = await CommandRun.OfAsync(
            $"accuracy --model {TinyMoe}", new EmbeddedDecodeEngine(), new CancellationToken(canceled: true));

        Assert.Equal((130, ""), (run.ExitCode, run.Output));
    }

    private static int Count(JsonElement report, string name) => report.GetProperty(name).GetInt32();
}
