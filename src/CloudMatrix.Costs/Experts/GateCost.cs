using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>The gate: post-attention normalisation, scores of all experts in 32-bit floats, top-k.</summary>
/// <remarks>A product [tokens, h] × [h, experts]. Source: arXiv:2506.12708 §4.2.1 (mixed precision: §4.5).</remarks>
public static class GateCost
{
    /// <summary>The kernel's time for a microbatch; zero where there are no tokens.</summary>
    public static VirtualDuration Time(ModelShape model, int tokens, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(share);
        var scores = GemmShape.Of(tokens, model.RoutedExperts, model.HiddenSize);
        return tokens == 0
            ? VirtualDuration.Zero
            : GemmCost.Work(scores, NumberFormat.F32, share).TimeOn(share.Machine);
    }
}
