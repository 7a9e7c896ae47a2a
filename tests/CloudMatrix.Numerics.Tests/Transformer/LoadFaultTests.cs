using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

public sealed class LoadFaultTests
{
    private const string Norm = "model.layers.0.input_layernorm.weight";

    [Fact]
    public void Load_MissingAndWrongTensors_NamesThemAll()
    {
        using var checkpoint = new GeneratedCheckpoint();
        checkpoint.Tensors.Remove("model.norm.weight");
        checkpoint.Tensors.Remove("model.layers.1.mlp.experts.3.up_proj.weight");
        checkpoint.Tensors["lm_head.weight"] = WrittenTensor.F32("lm_head.weight", [2, 3], new float[6]);
        checkpoint.Tensors[Norm] = WrittenTensor.I64(Norm, [40], new long[40]);
        checkpoint.Save();

        var refusal = Assert.Throws<ConfigurationException>(() => DeepSeekModel.Load(checkpoint.Folder));

        Assert.Equal(
            [
                "lm_head.weight: is F32 [2, 3]; config.json asks for [61, 40]",
                $"{Norm}: I64 [40] is not stored as F32, BF16, F16 or block-scaled F8_E4M3",
                "model.layers.1.mlp.experts.3.up_proj.weight: missing from the checkpoint; [20, 40] is expected",
                "model.norm.weight: missing from the checkpoint; [40] is expected",
            ],
            refusal.Faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Load_ShardThatIsMissingOrCut_NamesIt()
    {
        using var checkpoint = new GeneratedCheckpoint();
        checkpoint.SaveSharded();
        var first = Path.Combine(checkpoint.Folder, "model-00001-of-00002.safetensors");
        var second = Path.Combine(checkpoint.Folder, "model-00002-of-00002.safetensors");
        File.Delete(first);
        File.WriteAllBytes(second, File.ReadAllBytes(second)[..^10]);

        var refusal = Assert.Throws<ConfigurationException>(() => DeepSeekModel.Load(checkpoint.Folder));

        Assert.StartsWith($"{first}: cannot be read", refusal.Faults[0], StringComparison.Ordinal);
        Assert.Contains(
            refusal.Faults,
            fault => fault.StartsWith(second, StringComparison.Ordinal)
                && fault.EndsWith("the file is truncated", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "not an index")]
    [InlineData("{}", "weight_map: missing")]
    [InlineData("""{"weight_map":{}}""", "weight_map: maps no tensor")]
    [InlineData("""{"weight_map":{"t":"../x.safetensors"}}""", "weight_map.t: not the name of a file beside it")]
    [InlineData("""{"weight_map":{"t":3}}""", "weight_map.t: not the name of a file beside it")]
    public void Open_WrongIndex_SaysWhat(string index, string fault)
    {
        using var folder = new TemporaryFolder();
        folder.Write("model.safetensors.index.json", index);

        var refusal = Assert.Throws<ConfigurationException>(() => Checkpoint.Open(folder.Path));

        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(61)]
    public void Run_TokenOutOfRange_NamesIt(int token)
    {
        using var checkpoint = new GeneratedCheckpoint();
        using var model = DeepSeekModel.Load(checkpoint.Folder);

        var refusal = Assert.Throws<ConfigurationException>(
            () => model.Feed(AttentionForm.Absorbed, model.NewSequence(), token));

        Assert.Equal($"token {token} is out of range 0 to 60 (vocab_size)", refusal.Message);
    }

    [Fact]
    public void TokenBatch_ContextTooLong_IsRefusedBeforeAnythingRuns()
    {
        using var checkpoint = new GeneratedCheckpoint();
        using var model = DeepSeekModel.Load(checkpoint.Folder);
        var cache = model.NewSequence();
        model.Feed(AttentionForm.Expanded, cache, [.. new int[90]]);

        var refusal = Assert.Throws<ArgumentException>(
            () => new TokenBatch(AttentionForm.Absorbed, new SequenceTokens(cache, [.. new int[7]])));

        Assert.StartsWith(
            "90 cached and 7 further tokens are longer than the context of 96.",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Equal(90, cache.Length);
    }

    [Fact]
    public void TokenBatch_NothingOrTwice_IsRefused()
    {
        using var checkpoint = new GeneratedCheckpoint();
        using var model = DeepSeekModel.Load(checkpoint.Folder);
        var one = new SequenceTokens(model.NewSequence(), [1]);

        Assert.Throws<ArgumentException>(() => new TokenBatch(AttentionForm.Absorbed));
        Assert.Throws<ArgumentException>(() => new TokenBatch(AttentionForm.Absorbed, one with { Tokens = [] }));
        Assert.Throws<ArgumentException>(() => new TokenBatch(AttentionForm.Absorbed, one, one));
    }

    [Fact]
    public void TokenBatch_Sequences_KnowTheirLastRows()
    {
        using var checkpoint = new GeneratedCheckpoint();
        using var model = DeepSeekModel.Load(checkpoint.Folder);
        ImmutableArray<int> tokens = [1, 2, 3];

        var batch = new TokenBatch(
            AttentionForm.Expanded,
            new SequenceTokens(model.NewSequence(), tokens),
            new SequenceTokens(model.NewSequence(), [4]));

        Assert.Equal((4, 2, 3), (batch.Rows, batch.LastRowOf(0), batch.LastRowOf(1)));
    }
}
