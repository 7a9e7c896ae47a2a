using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

public sealed class AccuracyTests
{
    [Fact]
    public void Read_TinyMoe_KeepsAFewOfEachTaskApart()
    {
        var benchmark = Read();

        Assert.Equal((7288, 16 * 8), (benchmark.All.Length, benchmark.Calibration.Length));
        Assert.Equal(benchmark.All.Length - benchmark.Calibration.Length, benchmark.Evaluation.Length);
        Assert.Empty(benchmark.Calibration.Intersect(benchmark.Evaluation));
        Assert.All(
            benchmark.Calibration.GroupBy(item => item.Task), task => Assert.Equal(8, task.Count()));
        Assert.Equal(benchmark.Calibration.AsEnumerable(), Read().Calibration);
    }

    [Theory]
    [InlineData("[", "not JSON")]
    [InlineData("{}", "is not a list of {task, prompt, answer} with one or more")]
    [InlineData("[]", "is not a list of {task, prompt, answer} with one or more")]
    [InlineData("""[{"task": "a", "prompt": "b"}]""", "[0].answer: missing, empty or no text")]
    [InlineData("""[{"task": 1, "prompt": "b", "answer": "c"}]""", "[0].task: missing, empty or no text")]
    public void Read_NoBenchmark_SaysWhat(string text, string fault)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("benchmark.json", text);

        var refusal = Assert.Throws<ConfigurationException>(() => Benchmark.Read(path));

        Assert.StartsWith($"{path}: {fault}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ask_ManyAtOnce_IsAsEachAlone()
    {
        using var model = DeepSeekModel.Load(Folders.TinyMoe, Precision.Bf16);
        var run = new BenchmarkRun(model, Tokenizers.Read(Folders.TinyMoe, model.Spec));
        BenchmarkItem[] items = [.. Read().Evaluation.Where((_, i) => i % 450 == 0)];

        var together = run.Ask(items);

        Assert.Equal(items.SelectMany(item => run.Ask([item])).Select(Shown), together.Select(Shown));
        Assert.True(together.Count(answer => answer.IsRight) >= items.Length - 1);
        Assert.All(together, answer => Assert.Equal(answer.Expected.Length, answer.Said.Length));

        static string Shown(BenchmarkAnswer answer) => string.Join(' ', answer.Said);
    }

    [Fact]
    public void Ask_AnotherAnswer_IsWrong()
    {
        using var model = DeepSeekModel.Load(Folders.TinyMoe, Precision.Bf16);
        var run = new BenchmarkRun(model, Tokenizers.Read(Folders.TinyMoe, model.Spec));

        var answers = run.Ask([new("copy", "copy abc = ", "abc"), new("copy", "copy abc = ", "ab")]);

        Assert.Equal([true, false], answers.Select(answer => answer.IsRight));
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void ShareOf_Counts_HasWilsonsInterval(int right, int all, double low, double high)
    {
        var share = Share.Of(right, all);

        Assert.Equal((double)right / all, share.Value);
        Assert.Equal(low, share.Low, 1e-4);
        Assert.Equal(high, share.High, 1e-4);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(2, 8, 0.109375)]
    [InlineData(3000, 3000, 1)]
    public void PValueOf_Discordant_IsThatOfFairCoins(int one, int other, double expected) =>
        Assert.Equal(expected, PairedTest.PValueOf(one, other), 1e-9);

    [Fact]
    public void Count_Answers_AreComparedQuestionByQuestion()
    {
        BenchmarkItem[] items = [new("a", "p", "1"), new("a", "q", "2"), new("b", "r", "3"), new("b", "s", "4")];
        BenchmarkAnswer right = new([1, 2], [1, 2]), wrong = new([1, 3], [1, 2]);

        var counted = new AccuracyCount([.. items]).Count(
            "int8", [right, wrong, wrong, right], ("bf16", [right, right, right, wrong]));

        Assert.Equal([("a", 1), ("b", 1)], counted.Tasks.Select(task => (task.Task, task.Right)));
        Assert.Equal(
            (0.5, 2, 1), (counted.Mean.Value, counted.Paired!.OnlyBaselineRight, counted.Paired.OnlyThisRight));
        Assert.Equal((1, -0.25, 5 / 8.0), (
            counted.Paired.PValue, counted.Paired.Difference.Value, counted.Paired.SameTokens));
    }

    private static Benchmark Read() => Benchmark.Read(Path.Combine(Folders.TinyMoe, Benchmark.FileName));
}
