using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// The final normalisation and the projection to the vocabulary, in INT8 like the other large products.
/// </summary>
/// <remarks>
/// A product [tokens, h] × [h, vocabulary]. That the head is INT8 is our assumption (docs/SOURCES.md): the paper does
/// not say, and a BF16 head puts its batch-8 row 5 % higher.
/// </remarks>
public static class LanguageModelHeadCost
{
    /// <summary>The kernel's time; zero where there are no tokens.</summary>
    /// <param name="model">Gives hidden size and vocabulary.</param>
    /// <param name="tokens">Positions whose logits are needed on this die.</param>
    /// <param name="share">The cores it runs on.</param>
    public static VirtualDuration Time(ModelShape model, int tokens, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(share);
        var logits = GemmShape.Of(tokens, model.VocabularySize, model.HiddenSize);
        return tokens == 0
            ? VirtualDuration.Zero
            : GemmCost.QuantisedWork(logits, share).TimeOn(share.Machine);
    }
}
