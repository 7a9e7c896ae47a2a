using System.Text.Json.Nodes;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

public sealed class CheckpointQuantizerTests
{
    private static readonly int[] Tokens = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9];

    public static TheoryData<QuantizationParts> Parts =>
    [
        QuantizationParts.All,
        QuantizationParts.Naive,
        QuantizationParts.None,
        .. QuantizationPartNames.All.Select(pair => QuantizationParts.All & ~pair.Part),
    ];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Write_AnyParts_LoadsAndStaysClose(QuantizationParts parts)
    {
        using var checkpoint = Generate();
        using var folder = new TemporaryFolder();

        var report = Quantize(checkpoint.Folder, folder.Path, parts);

        var (exact, rounded) = (LogitsOf(checkpoint.Folder, Precision.Bf16), LogitsOf(folder.Path, Precision.Int8));
        var (error, scale) = (exact.Zip(rounded).Average(pair => Math.Abs(pair.First - pair.Second)),
            exact.Average(Math.Abs));
        Assert.InRange(error, 1e-6 * scale, 0.4 * scale);
        Assert.Equal(QuantizationPartNames.Of(parts).AsEnumerable(), report.Parts);
        Assert.True(report.BytesAfter < report.BytesBefore, $"{report}");
    }

    [Fact]
    public void Load_WeightsThatAreFloats_IsWhatTheRoundedFolderGives()
    {
        using var checkpoint = Generate();
        using var folder = new TemporaryFolder();
        Quantize(checkpoint.Folder, folder.Path, QuantizationParts.All);

        Assert.Equal(LogitsOf(folder.Path, Precision.Int8), LogitsOf(checkpoint.Folder, Precision.Int8));
    }

    [Fact]
    public void Load_WeightsThatAreFloats_LeavesNoFolderBehind()
    {
        using var checkpoint = Generate();
        using var model = DeepSeekModel.Load(checkpoint.Folder, Precision.Int8);
        var folder = model.TemporaryFolder;
        var wasThere = Directory.Exists(folder);

        model.Dispose();

        Assert.Equal((true, false), (wasThere, Directory.Exists(folder)));
    }

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        using var checkpoint = Generate();
        using var one = new TemporaryFolder();
        using var two = new TemporaryFolder();

        Quantize(checkpoint.Folder, one.Path, QuantizationParts.All);
        Quantize(checkpoint.Folder, two.Path, QuantizationParts.All);

        Assert.Equal(
            File.ReadAllBytes(one.PathOf("model.safetensors")), File.ReadAllBytes(two.PathOf("model.safetensors")));
    }

    [Fact]
    public void Write_BlockScaledWeights_DropsTheirScales()
    {
        using var checkpoint = Generate();
        const string name = "model.layers.0.mlp.gate_proj.weight";
        var bytes = new byte[52 * 40];
        Array.Fill<byte>(bytes, 0x38);
        checkpoint.Replace(new WrittenTensor(name, "F8_E4M3", [52, 40], bytes), new float[52 * 40]);
        checkpoint.Tensors[$"{name}_scale_inv"] = WrittenTensor.F32($"{name}_scale_inv", [1, 1], [0.01f]);
        checkpoint.Save();
        using var folder = new TemporaryFolder();

        Quantize(checkpoint.Folder, folder.Path, QuantizationParts.Naive);

        using var written = Checkpoint.Open(folder.Path);
        Assert.Null(written.Find($"{name}_scale_inv"));
        Assert.Equal(52, written.Find($"{name}_scale")!.Count);
        Assert.All(written.Find(name)!.ReadAll<sbyte>().ToArray(), number => Assert.Equal(127, number));
    }

    [Theory]
    [InlineData(QuantizationParts.Naive, "compressed-tensors", "channel", "token")]
    [InlineData(QuantizationParts.MixedPrecision, "compressed-tensors", "tensor", "tensor")]
    [InlineData(QuantizationParts.All, "cloudmatrix-int8", "channel", "token")]
    public void Write_Configuration_SaysHowToReadTheWeights(
        QuantizationParts parts, string method, string weights, string rows)
    {
        using var checkpoint = Generate();
        using var folder = new TemporaryFolder();

        Quantize(checkpoint.Folder, folder.Path, parts);

        var written = JsonNode.Parse(File.ReadAllText(folder.PathOf("config.json")))!["quantization_config"]!;
        var group = written["config_groups"]!["group_0"]!;
        Assert.Equal(method, written["quant_method"]!.GetValue<string>());
        Assert.Equal(weights, group["weights"]!["strategy"]!.GetValue<string>());
        Assert.Equal(rows, group["input_activations"]!["strategy"]!.GetValue<string>());
    }

    [Fact]
    public void New_RoundedAlready_IsRefused()
    {
        using var checkpoint = Generate();
        using var folder = new TemporaryFolder();
        Quantize(checkpoint.Folder, folder.Path, QuantizationParts.All);

        var refusals = new[]
        {
            Assert.Throws<ConfigurationException>(() => new CheckpointQuantizer(folder.Path, QuantizationParts.All)),
            Assert.Throws<ConfigurationException>(() => DeepSeekModel.Load(folder.Path, Precision.Bf16)),
        };

        Assert.Equal(
            [
                $"{folder.Path}: its weights are rounded to 8 bits already",
                $"{folder.Path}: its weights are rounded to 8 bits; it is computed in int8 and not in another "
                + "precision",
            ],
            refusals.Select(refusal => refusal.Message));
    }

    private static GeneratedCheckpoint Generate() => new(
        ("model_type", "deepseek_v3"), ("q_lora_rank", 24), ("topk_method", "noaux_tc"), ("scoring_func", "sigmoid"),
        ("n_group", 4), ("topk_group", 2), ("norm_topk_prob", true), ("num_nextn_predict_layers", 1));

    private static QuantizeReport Quantize(string source, string target, QuantizationParts parts)
    {
        using var quantizer = new CheckpointQuantizer(source, parts);
        return quantizer.Write(target);
    }

    private static float[] LogitsOf(string folder, Precision precision)
    {
        using var model = DeepSeekModel.Load(folder, precision);
        return LogitsOf(model);
    }

    private static float[] LogitsOf(DeepSeekModel model) =>
        [.. model.Feed(AttentionForm.Expanded, model.NewSequence(), [.. Tokens]).SelectMany(row => row)];
}
