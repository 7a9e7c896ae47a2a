using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace CloudMatrix.Commands.Tests;

public sealed class VerifyVerbTests
{
    private const string TinyMoe = "models/tiny-moe";
    private const string Tiny = "tests/CloudMatrix.Numerics.Tests/Checkpoints/tiny-v3-16e";

    private static readonly string[] Files = ["config.json", "model.safetensors", "reference.safetensors"];

    [Fact]
    public async Task Verify_TinyMoe_MeetsTheBarOnWhatItCompared()
    {
        var run = await CommandRun.OfAsync($"verify --model {Repository.PathOf(TinyMoe)} --json");

        var report = run.Json.GetProperty("report");
        Assert.Equal(0, run.ExitCode);
        Assert.True(report.GetProperty("holds").GetBoolean());
        Assert.InRange(report.GetProperty("maxAbsLogitError").GetDouble(), 1e-9, 1e-3);
        Assert.Equal((0, 0), (Count("routingMismatches"), Count("greedyMismatches")));
        Assert.Equal((54400, 18432, 192), (Count("logitsCompared"), Count("routingCompared"), Count("greedyCompared")));
        Assert.Equal(10_774_320, run.Json.GetProperty("run").GetProperty("mappedBytes").GetInt64());
        Assert.True(run.Json.GetProperty("run").GetProperty("peakMemoryBytes").GetInt64() > 0);

        int Count(string name) => report.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task Verify_SameModelTwice_ReportsTheSameBytes()
    {
        var line = $"verify --model {Repository.PathOf(Tiny)} --json";

        Assert.Equal((await CommandRun.OfAsync(line)).Report, (await CommandRun.OfAsync(line)).Report);
    }

    [Theory]
    [InlineData("fp32", "The bar is met: logits within 0.001, no mismatch.")]
    [InlineData("bf16", "No bar is set for bf16; for fp32 it is: logits within 0.001, no mismatch.")]
    public async Task Verify_Text_SaysWhetherTheBarIsMet(string precision, string verdict)
    {
        var run = await CommandRun.OfAsync($"verify --model {Repository.PathOf(Tiny)} --precision {precision}");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            $"tiny-v3-16e in {precision}: 2 texts, prompt 40, then 24 tokens", run.Output, StringComparison.Ordinal);
        Assert.Contains($"\n{verdict}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AnotherModelsReference_MissesTheBarAndSays1()
    {
        using var folder = Copy();
        var weights = await File.ReadAllBytesAsync(folder.PathOf("model.safetensors"));
        weights[^2] ^= 0xFF;
        Array.Fill<byte>(weights, 0x3F, weights.Length - 4096, 4096);
        await File.WriteAllBytesAsync(folder.PathOf("model.safetensors"), weights);

        var run = await CommandRun.OfAsync($"verify --model {folder.PathOf("")}");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The bar is missed: logits within 0.001, no mismatch.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("verify", "--model: needed; say which folder, e.g. --model models/tiny-moe.")]
    [InlineData("verify --model", "--model: needs a value, DIR.")]
    [InlineData("verify --model no-such-folder", "--model: 'no-such-folder' is not a folder.")]
    [InlineData(
        "verify --model no-such-folder --precision int4",
        "--precision: 'int4' is none of fp32|bf16|int8.\n--model: 'no-such-folder' is not a folder.")]
    public async Task Verify_WrongArguments_SaysThemAll(string line, string faults)
    {
        var run = await CommandRun.OfAsync(line);

        Assert.Equal((2, "", faults), (run.ExitCode, run.Output, run.Error.TrimEnd()));
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    [InlineData("reference.safetensors")]
    public async Task Verify_MissingFile_NamesIt(string file)
    {
        using var folder = Copy();
        File.Delete(folder.PathOf(file));

        await AssertRefusedAsync(folder, $"--model: {folder.PathOf(file)}: cannot be read");
    }

    [Fact]
    public async Task Verify_OtherArchitecture_NamesTheField()
    {
        using var folder = Copy();
        ChangeConfig(folder, ("model_type", "llama"));

        await AssertRefusedAsync(folder, $"--model: {folder.PathOf("config.json")}: model_type: \"llama\" is not");
    }

    [Fact]
    public async Task Verify_ShapesThatDoNotFit_NamesTensorsOfModelAndReference()
    {
        using var folder = Copy();
        ChangeConfig(folder, ("vocab_size", 300));

        await AssertRefusedAsync(
            folder,
            "--model: model.embed_tokens.weight: is BF16 [256, 64]; config.json asks for [300, 64]",
            "--model: lm_head.weight: is BF16 [256, 64]; config.json asks for [300, 64]",
            $"--model: {folder.PathOf("reference.safetensors")}: logits: is F32 [2, 25, 256]; [2, 25, 300] is");
    }

    [Fact]
    public async Task Verify_MissingTensors_NamesThem()
    {
        using var folder = Copy();
        Rename(folder.PathOf("model.safetensors"), "model.norm.weight", "model.form.weight");
        Rename(folder.PathOf("reference.safetensors"), "prefill.layer2.topk_weights", "prefill.layer2.topk_heights");

        await AssertRefusedAsync(
            folder,
            "--model: model.norm.weight: missing from the checkpoint; [64] is expected",
            $"--model: {folder.PathOf("reference.safetensors")}: prefill.layer2.topk_weights: missing");
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("reference.safetensors")]
    public async Task Verify_TruncatedFile_NamesTheTensorThatIsCut(string file)
    {
        using var folder = Copy();
        var bytes = await File.ReadAllBytesAsync(folder.PathOf(file));
        await File.WriteAllBytesAsync(folder.PathOf(file), bytes[..^100]);

        var run = await AssertRefusedAsync(folder, $"--model: {folder.PathOf(file)}: tensor '");

        Assert.EndsWith("the file is truncated", run.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_CorruptHeader_NamesTheFile()
    {
        using var folder = Copy();
        await File.WriteAllBytesAsync(folder.PathOf("model.safetensors"), [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 1]);

        await AssertRefusedAsync(
            folder, $"--model: {folder.PathOf("model.safetensors")}: a header of 4294967295 bytes does not fit");
    }

    [Fact]
    public async Task Verify_TokenOutOfRange_SaysWhichAndWhere()
    {
        using var folder = Copy();
        var path = folder.PathOf("reference.safetensors");
        var bytes = await File.ReadAllBytesAsync(path);
        var data = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(data + (65 * sizeof(long))), 256);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(data + (3 * sizeof(long))), -1);
        await File.WriteAllBytesAsync(path, bytes);

        await AssertRefusedAsync(
            folder,
            $"--model: {path}: tokens: token -1 at [0, 3] is out of range 0 to 255 (vocab_size)",
            $"--model: {path}: tokens: token 256 at [1, 1] is out of range 0 to 255 (vocab_size)");
    }

    [Fact]
    public async Task Verify_ContextTooLong_NamesTheField()
    {
        using var folder = Copy();
        ChangeConfig(folder, ("max_position_embeddings", 63));

        await AssertRefusedAsync(
            folder,
            $"--model: {folder.PathOf("reference.safetensors")}: tokens: 64 positions are beyond "
            + "max_position_embeddings (63)");
    }

    [Fact]
    public async Task Verify_Interrupted_Says130()
    {
        var run = await CommandRun.OfAsync(
            $"verify --model {Repository.PathOf(Tiny)}",
            new EmbeddedDecodeEngine(),
            new CancellationToken(canceled: true));

        Assert.Equal((130, ""), (run.ExitCode, run.Output));
    }

    private static async Task<CommandRun> AssertRefusedAsync(TemporaryFolder folder, params string[] beginnings)
    {
        var run = await CommandRun.OfAsync($"verify --model {folder.PathOf("")} --json");

        var lines = run.Error.TrimEnd().Split('\n');
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal(beginnings.Length, lines.Length);
        Assert.All(beginnings.Zip(lines), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        return run;
    }

    private static TemporaryFolder Copy()
    {
        var folder = new TemporaryFolder();
        foreach (var file in Files)
        {
            File.Copy(Repository.PathOf($"{Tiny}/{file}"), folder.PathOf(file));
        }

        return folder;
    }

    private static void ChangeConfig(TemporaryFolder folder, params (string Key, JsonNode Value)[] changes)
    {
        var config = JsonNode.Parse(File.ReadAllText(folder.PathOf("config.json")))!;
        Array.ForEach(changes, change => config[change.Key] = change.Value);
        folder.Write("config.json", config.ToJsonString());
    }

    private static void Rename(string path, string from, string to)
    {
        var bytes = File.ReadAllBytes(path);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = Encoding.UTF8.GetString(bytes, 8, length).Replace(from, to, StringComparison.Ordinal);
        var renamed = Encoding.UTF8.GetBytes(header);
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, renamed.Length);
        File.WriteAllBytes(path, [.. prefix, .. renamed, .. bytes[(8 + length)..]]);
    }
}
