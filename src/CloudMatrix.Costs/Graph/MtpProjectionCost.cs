using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// The entry of a multi-token-prediction layer: the last hidden state and the next token's embedding, joined.
/// </summary>
/// <remarks>A product [tokens, 2h] × [2h, h] in INT8. Source: DeepSeek-V3 (arXiv:2412.19437) §2.2.</remarks>
public static class MtpProjectionCost
{
    /// <summary>The kernel's time for a microbatch; zero where there are no tokens.</summary>
    public static VirtualDuration Time(ModelShape model, int tokens, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(share);
        var joined = GemmShape.Of(tokens, model.HiddenSize, 2 * model.HiddenSize);
        return tokens == 0
            ? VirtualDuration.Zero
            : GemmCost.QuantisedWork(joined, share).TimeOn(share.Machine);
    }
}
