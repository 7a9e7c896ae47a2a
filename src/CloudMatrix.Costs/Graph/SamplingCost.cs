using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>Sampling on the NPU: sort, cumulative sum, filter and draw over the logits, in one kernel.</summary>
/// <remarks>
/// <code>
/// bytes = tokens · vocabulary · 4 · passes      passes: sort (read, write), cumulative sum, filter and draw
/// </code>
/// Source: the steps: arXiv:2506.12708 §4.2.4; one pass over 32-bit logits for each is derived, not stated.
/// </remarks>
public static class SamplingCost
{
    private const int LogitByteCount = 4;
    private const int Passes = 4;

    /// <summary>The kernel's time; zero where there are no tokens.</summary>
    /// <param name="model">Gives the vocabulary.</param>
    /// <param name="tokens">Positions sampled on this die.</param>
    /// <param name="share">The die.</param>
    public static VirtualDuration Time(ModelShape model, int tokens, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(share);
        var bytes = (double)tokens * model.VocabularySize * LogitByteCount * Passes;
        return tokens == 0 ? VirtualDuration.Zero : OperatorWork.Moving(bytes).TimeOn(share.Machine);
    }
}
