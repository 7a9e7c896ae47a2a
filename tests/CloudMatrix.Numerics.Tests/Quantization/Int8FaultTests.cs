using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

/// <summary>A rounded checkpoint that is broken is refused with the names of its tensors.</summary>
public sealed class Int8FaultTests
{
    private const string Layer = "model.layers.0.mlp.down_proj";

    [Fact]
    public void Load_ScalesMissingOrWrong_NamesThemAll()
    {
        using var checkpoint = new GeneratedCheckpoint();
        Round(checkpoint, Layer, 40, 52);
        Round(checkpoint, "model.layers.0.mlp.up_proj", 52, 40);
        Round(checkpoint, "model.layers.0.mlp.gate_proj", 52, 40);
        checkpoint.Tensors.Remove($"{Layer}.weight_scale");
        Replace("model.layers.0.mlp.up_proj.weight_scale", [52, 1], [.. Enumerable.Repeat(-1f, 52)]);
        Replace("model.layers.0.mlp.gate_proj.weight_scale", [51, 1], new float[51]);
        Replace("model.layers.0.mlp.input_rotation", [1], [3]);
        Replace("model.layers.0.mlp.input_scale", [1], [float.NaN]);
        checkpoint.Save();

        var refusal = Assert.Throws<ConfigurationException>(
            () => DeepSeekModel.Load(checkpoint.Folder, Precision.Int8));

        Assert.Equal(
            [
                $"{Layer}.weight_scale: missing from the checkpoint; [40, 1] is expected",
                "model.layers.0.mlp.gate_proj.weight_scale: is F32 [51, 1]; config.json asks for [52, 1]",
                "model.layers.0.mlp.input_rotation: 3 is not a power of two that divides 40",
                "model.layers.0.mlp.input_scale: NaN at 0 is not a finite number above 0",
                "model.layers.0.mlp.up_proj.weight_scale: -1 at 0 is not a finite number above 0",
            ],
            refusal.Faults.Order(StringComparer.Ordinal));

        void Replace(string name, long[] shape, float[] numbers) =>
            checkpoint.Tensors[name] = WrittenTensor.F32(name, shape, numbers);
    }

    [Fact]
    public void Load_OneScaleForTheMatrix_IsThatOfEveryRow()
    {
        using var checkpoint = new GeneratedCheckpoint();
        Round(checkpoint, Layer, 40, 52);
        checkpoint.Save();
        var expected = LogitsOf(checkpoint);
        checkpoint.Tensors[$"{Layer}.weight_scale"] = WrittenTensor.F32($"{Layer}.weight_scale", [1], [0.01f]);
        checkpoint.Save();

        Assert.Equal(expected, LogitsOf(checkpoint));
    }

    private static void Round(GeneratedCheckpoint checkpoint, string layer, int outputs, int inputs)
    {
        var numbers = Enumerable.Range(0, outputs * inputs).Select(i => (byte)(sbyte)((i % 11) - 5));
        checkpoint.Config["quantization_config"] = QuantizedFolder.ConfigOf(QuantizationParts.Naive);
        checkpoint.Tensors[$"{layer}.weight"] = new WrittenTensor(
            $"{layer}.weight", "I8", [outputs, inputs], [.. numbers]);
        checkpoint.Tensors[$"{layer}.weight_scale"] = WrittenTensor.F32(
            $"{layer}.weight_scale", [outputs, 1], [.. Enumerable.Repeat(0.01f, outputs)]);
    }

    private static float[][] LogitsOf(GeneratedCheckpoint checkpoint)
    {
        using var model = DeepSeekModel.Load(checkpoint.Folder, Precision.Int8);
        return model.Feed(AttentionForm.Expanded, model.NewSequence(), 3, 1, 4, 1, 5);
    }
}
