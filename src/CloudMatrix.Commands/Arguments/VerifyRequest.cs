using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>What the user asked of <c>verify</c>, checked, with its files open.</summary>
/// <param name="Model">The checkpoint.</param>
/// <param name="Reference">What it is compared with.</param>
/// <param name="Precision">What activations are rounded to.</param>
/// <param name="Json">Whether the output is JSON.</param>
internal sealed record VerifyRequest(DeepSeekModel Model, ReferenceRun Reference, Precision Precision, bool Json)
    : IDisposable
{
    /// <summary>Unmaps the files.</summary>
    public void Dispose()
    {
        Model.Dispose();
        Reference.Dispose();
    }
}
