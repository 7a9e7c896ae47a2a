namespace CloudMatrix.Numerics.Tests;

/// <summary>The trained checkpoint, rounded once for all tests that read it.</summary>
public sealed class RoundedTinyMoe : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RoundedTinyMoe()
    {
        using var quantizer = new CheckpointQuantizer(Folders.TinyMoe, QuantizationParts.All);
        quantizer.Write(_folder.Path);
    }

    /// <summary>The trained checkpoint in a precision.</summary>
    public DeepSeekModel Load(Precision precision) =>
        DeepSeekModel.Load(precision == Precision.Int8 ? _folder.Path : Folders.TinyMoe, precision);

    public void Dispose() => _folder.Dispose();
}
