using System.Collections.Immutable;

namespace CloudMatrix.Numerics.Tests;

/// <summary>Steps of a model, and what comes out.</summary>
internal static class Stepper
{
    /// <summary>Feeds tokens to one sequence and gives the logits after each.</summary>
    public static float[][] Feed(
        this DeepSeekModel model, AttentionForm form, SequenceCache cache, params ImmutableArray<int> tokens) =>
        model.Feed(form, [new SequenceTokens(cache, tokens)]);

    /// <summary>Feeds one step and gives the logits after each of its rows.</summary>
    public static float[][] Feed(
        this DeepSeekModel model,
        AttentionForm form,
        IReadOnlyList<SequenceTokens> sequences,
        RoutingObserver? observer = null)
    {
        var batch = new TokenBatch(form, sequences);
        var hidden = new float[batch.Rows * model.Spec.Shape.HiddenSize];
        model.Run(batch, hidden, observer);
        var logits = new float[batch.Rows * model.Spec.Shape.VocabularySize];
        model.Logits(hidden, logits);
        return [.. logits.Chunk(model.Spec.Shape.VocabularySize)];
    }
}
