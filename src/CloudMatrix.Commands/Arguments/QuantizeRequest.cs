using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>What the user asked of <c>quantize</c>, checked, with its checkpoint open.</summary>
/// <param name="Quantizer">Rounds the checkpoint.</param>
/// <param name="Target">Where the rounded one goes.</param>
/// <param name="Json">Whether the output is JSON.</param>
internal sealed record QuantizeRequest(CheckpointQuantizer Quantizer, OutputFolder Target, bool Json) : IDisposable
{
    /// <summary>Unmaps the checkpoint.</summary>
    public void Dispose() => Quantizer.Dispose();
}
