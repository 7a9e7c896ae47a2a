using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

/// <summary>F8_E4M3 with block scales, as DeepSeek-V3 is published.</summary>
public sealed class BlockScaledTests
{
    private const int Block = 128;
    private const string Matrix = "model.layers.0.mlp.gate_proj.weight";

    [Fact]
    public void Run_BlockScaledMatrices_AreThoseOfTheirProducts()
    {
        using var checkpoint = Generate();
        var names = checkpoint.Tensors.Keys.Where(IsScaled).ToList();
        foreach (var name in names)
        {
            var (tensor, scales, numbers) = Quantize(checkpoint, name);
            checkpoint.Replace(tensor, numbers);
            checkpoint.Tensors[scales.Name] = scales;
        }

        checkpoint.Save();
        var quantized = LogitsOf(checkpoint);
        foreach (var name in names)
        {
            var numbers = checkpoint.NumbersOf(name);
            checkpoint.Replace(WrittenTensor.F32(name, checkpoint.Tensors[name].Shape, numbers), numbers);
        }

        checkpoint.Save();

        Assert.True(names.Count > 40, $"only {names.Count} matrices are scaled");
        Assert.Equal(LogitsOf(checkpoint), quantized);
    }

    [Fact]
    public void Load_ScalesMissingOrOfAnotherShape_NamesThem()
    {
        using var checkpoint = Generate();
        var (tensor, scales, numbers) = Quantize(checkpoint, Matrix);
        checkpoint.Replace(tensor, numbers);
        checkpoint.Save();
        var missing = Assert.Throws<ConfigurationException>(() => DeepSeekModel.Load(checkpoint.Folder));
        checkpoint.Tensors[scales.Name] = WrittenTensor.F32(scales.Name, [1, 1], [1]);
        checkpoint.Save();

        var wrong = Assert.Throws<ConfigurationException>(() => DeepSeekModel.Load(checkpoint.Folder));

        Assert.Equal([$"{Matrix}_scale_inv: missing from the checkpoint; [2, 2] is expected"], missing.Faults);
        Assert.Equal([$"{Matrix}_scale_inv: is F32 [1, 1]; config.json asks for [2, 2]"], wrong.Faults);
    }

    private static GeneratedCheckpoint Generate() =>
        new(("hidden_size", 136), ("intermediate_size", 200), ("moe_intermediate_size", 132), ("n_routed_experts", 4));

    // Norms, gate and embedding are not scaled in published checkpoints either.
    private static bool IsScaled(string name) =>
        name.Contains("_proj", StringComparison.Ordinal) && !name.Contains("norm", StringComparison.Ordinal);

    private static (WrittenTensor Tensor, WrittenTensor Scales, float[] Numbers) Quantize(
        GeneratedCheckpoint checkpoint, string name)
    {
        var shape = checkpoint.Tensors[name].Shape;
        var (rows, columns) = ((int)shape[0], (int)shape[1]);
        var (blockRows, blockColumns) = ((rows + Block - 1) / Block, (columns + Block - 1) / Block);
        var stream = SeededStream.Derive(9, name);
        var bytes = new byte[rows * columns];
        var scales = new float[blockRows * blockColumns];
        Array.ForEach(Enumerable.Range(0, scales.Length).ToArray(), i => scales[i] = (float)((i + 1) * 0.0007));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((stream.NextBelow(2) << 7) | stream.NextBelow(0x7F));
        }

        var numbers = new float[bytes.Length];
        Float8E4M3.Widen(bytes, numbers);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] *= scales[(i / columns / Block * blockColumns) + (i % columns / Block)];
        }

        return (
            new WrittenTensor(name, "F8_E4M3", shape, bytes),
            WrittenTensor.F32($"{name}_scale_inv", [blockRows, blockColumns], scales),
            numbers);
    }

    private static float[][] LogitsOf(GeneratedCheckpoint checkpoint)
    {
        using var model = DeepSeekModel.Load(checkpoint.Folder);
        return model.Feed(AttentionForm.Expanded, model.NewSequence(), 3, 1, 4, 1, 5);
    }
}
