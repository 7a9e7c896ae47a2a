using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

public sealed class OutlierCheckpointTests
{
    private static readonly int[] Tokens = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9];

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public void Write_Checkpoint_ComputesTheSameBits(Precision precision)
    {
        using var folder = new TemporaryFolder();

        OutlierCheckpoint.Write(Folders.TinyMoe, folder.Path);

        using var written = DeepSeekModel.Load(folder.Path, precision);
        using var original = DeepSeekModel.Load(Folders.TinyMoe, precision);
        Assert.Equal(LogitsOf(original, AttentionForm.Expanded), LogitsOf(written, AttentionForm.Expanded));
        Assert.Equal(LogitsOf(original, AttentionForm.Absorbed), LogitsOf(written, AttentionForm.Absorbed));
        Assert.Equal(DraftsOf(original), DraftsOf(written));
    }

    [Fact]
    public void Write_Checkpoint_IsHardToRoundAndTheFivePartsRecover()
    {
        using var folder = new TemporaryFolder();
        OutlierCheckpoint.Write(Folders.TinyMoe, folder.Path);

        var naive = ReportOf(folder.Path, QuantizationParts.Naive);
        var all = ReportOf(folder.Path, QuantizationParts.All);

        Assert.True(naive.MeanKl > 0.1, $"naive: {naive}");
        Assert.True(all.MeanKl < 0.03, $"all: {all}");
    }

    [Fact]
    public void Write_OtherFormats_NamesTheTensors()
    {
        using var checkpoint = new GeneratedCheckpoint();
        const string name = "model.layers.0.mlp.gate_proj.weight";
        checkpoint.Tensors[name] = WrittenTensor.F16(name, [52, 40], new float[52 * 40]);
        checkpoint.Save();
        using var folder = new TemporaryFolder();

        var refusal = Assert.Throws<ConfigurationException>(
            () => OutlierCheckpoint.Write(checkpoint.Folder, folder.Path));

        Assert.Equal($"{name}: F16 [52, 40] is not stored as F32 or BF16", refusal.Message);
    }

    private static VerifyReport ReportOf(string folder, QuantizationParts parts)
    {
        using var model = DeepSeekModel.Load(folder, Precision.Int8, parts);
        using var reference = ReferenceRun.Open(folder, model.Spec);
        var verifier = new Verifier(model, reference, Precision.Int8);
        verifier.Run(0);
        verifier.Run(1);
        return verifier.Report();
    }

    private static float[][] LogitsOf(DeepSeekModel model, AttentionForm form) =>
        model.Feed(form, model.NewSequence(), [.. Tokens]);

    private static float[] DraftsOf(DeepSeekModel model)
    {
        var mtp = model.MtpLayers[0];
        var hidden = new float[Tokens.Length * model.Spec.Shape.HiddenSize];
        model.Embed(new TokenBatch(
            AttentionForm.Expanded, new SequenceTokens(model.NewSequence(), [.. Tokens])), hidden);
        mtp.Run(
            new TokenBatch(AttentionForm.Expanded, new SequenceTokens(mtp.NewSequence(), [.. Tokens])), hidden);
        return hidden;
    }
}
