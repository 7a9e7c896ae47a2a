using System.Text.Json;

namespace CloudMatrix.Commands.Tests;

/// <summary>Both verbs that leave a checkpoint behind: <c>quantize</c> and <c>outliers</c>.</summary>
public sealed class QuantizeVerbTests
{
    private static readonly string Tiny = Repository.PathOf(
        "tests/CloudMatrix.Numerics.Tests/Checkpoints/tiny-v3-16e");

    [Fact]
    public async Task Quantize_Checkpoint_IsVerifiedInInt8WithoutBeingAsked()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync($"quantize --model {Tiny} --out {folder.PathOf("int8")} --json");
        var verified = await CommandRun.OfAsync($"verify --model {folder.PathOf("int8")} --json");

        var (report, check) = (run.Json.GetProperty("report"), verified.Json.GetProperty("report"));
        Assert.Equal((0, 0), (run.ExitCode, verified.ExitCode));
        Assert.Equal(5, report.GetProperty("parts").GetArrayLength());
        Assert.Equal("64 texts of 32 random tokens", report.GetProperty("calibration").GetString());
        Assert.Equal("int8", check.GetProperty("precision").GetString());
        Assert.InRange(check.GetProperty("meanKl").GetDouble(), 1e-6, 0.1);
        Assert.Equal(JsonValueKind.Null, check.GetProperty("holds").ValueKind);
        Assert.Equal(
            ["config.json", "model.safetensors", "reference.safetensors"], FilesOf(folder.PathOf("int8")));
        Assert.Empty(folder.FileNames);
    }

    [Fact]
    public async Task Quantize_Parts_AreThoseAskedForWithoutThoseLeftOut()
    {
        using var folder = new TemporaryFolder();

        var line = $"quantize --model {Tiny} --out {folder.PathOf("x")} --json";

        var run = await CommandRun.OfAsync($"{line} --parts clipping,fine-scales --without clipping");

        Assert.Equal("fine-scales", Assert.Single(
            run.Json.GetProperty("report").GetProperty("parts").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task Quantize_FolderThatExists_IsReplacedOnlyWhenAsked()
    {
        using var folder = new TemporaryFolder();
        var target = Directory.CreateDirectory(folder.PathOf("x")).FullName;
        await File.WriteAllTextAsync(Path.Combine(target, "mine.txt"), "mine");
        var line = $"quantize --model {Tiny} --out {target} --parts naive";

        var refused = await CommandRun.OfAsync(line);
        var kept = FilesOf(target);
        var replaced = await CommandRun.OfAsync($"{line} --overwrite");

        Assert.Equal(
            (2, $"--out: {target} exists; --overwrite replaces it."), (refused.ExitCode, refused.Error.TrimEnd()));
        Assert.Equal(["mine.txt"], kept);
        Assert.Equal(0, replaced.ExitCode);
        Assert.Equal(["config.json", "model.safetensors", "reference.safetensors"], FilesOf(target));
    }

    [Theory]
    [InlineData("quantize")]
    [InlineData("outliers")]
    public async Task Write_Interrupted_LeavesNothing(string verb)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync(
            $"{verb} --model {Tiny} --out {folder.PathOf("x")}",
            new EmbeddedDecodeEngine(),
            new CancellationToken(canceled: true));

        Assert.Equal((130, ""), (run.ExitCode, run.Output));
        Assert.Empty(Directory.GetFileSystemEntries(folder.PathOf("")));
    }

    [Fact]
    public async Task Outliers_Checkpoint_ComputesTheSame()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync($"outliers --model {Tiny} --out {folder.PathOf("tiny-v3-16e")}");

        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            (await CommandRun.OfAsync($"verify --model {Tiny} --json")).Report,
            (await CommandRun.OfAsync($"verify --model {folder.PathOf("tiny-v3-16e")} --json")).Report);
    }

    [Theory]
    [InlineData("quantize", "--model: needed; say which folder, e.g. --model models/tiny-moe.\n"
        + "--out: needed; say which folder to write, e.g. --out tiny-moe-int8.")]
    [InlineData("outliers --model none --out no/such/folder", "--model: 'none' is not a folder.\n"
        + "--out: no/such/folder: the folder {0}/no/such does not exist.")]
    [InlineData("quantize --parts luck --without all --model none --out x",
        "--parts: 'luck' is none of mixed-precision, scale-search, outlier-suppression, fine-scales, clipping.\n"
        + "--without: 'all' is none of mixed-precision, scale-search, outlier-suppression, fine-scales, clipping.\n"
        + "--model: 'none' is not a folder.")]
    public async Task Write_WrongArguments_SaysThemAll(string line, string faults)
    {
        var run = await CommandRun.OfAsync(line);

        var expected = faults.Replace("{0}", Directory.GetCurrentDirectory(), StringComparison.Ordinal);
        Assert.Equal((2, "", expected), (run.ExitCode, run.Output, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task Quantize_ItsOwnFolder_IsRefused()
    {
        var run = await CommandRun.OfAsync($"quantize --model {Tiny} --out {Tiny}/ --overwrite");

        Assert.Equal((2, $"--out: {Tiny}/ is the folder of --model too."), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Fact]
    public async Task Quantize_WrongCalibration_NamesTheItem()
    {
        using var folder = new TemporaryFolder();
        var texts = folder.Write("texts.json", """[{"task": "a", "prompt": "b"}]""");

        var run = await CommandRun.OfAsync($"quantize --model {Tiny} --out {folder.PathOf("x")} --calibration {texts}");

        Assert.Equal(
            (2, $"--calibration: {texts}: [0].answer: missing, empty or no text"),
            (run.ExitCode, run.Error.TrimEnd()));
    }

    private static IEnumerable<string?> FilesOf(string folder) =>
        Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
