using CloudMatrix.Model;

namespace CloudMatrix.Numerics;

/// <summary>Embedding and head, which may stand in several places of a checkpoint.</summary>
internal static class ModelWeights
{
    private const string MainEmbedding = "model.embed_tokens.weight";
    private const string MainHead = "lm_head.weight";

    /// <summary>The embedding: a layer's own where it has one, else the model's.</summary>
    public static IWeightMatrix Embedding(DeepSeekSpec spec, WeightReader weights, string own = MainEmbedding) =>
        weights.Matrix(
            weights.Has(own) ? own : MainEmbedding, spec.Shape.VocabularySize, spec.Shape.HiddenSize);

    /// <summary>The head: a layer's own where it has one, else the model's, which may be the embedding.</summary>
    public static Linear Head(DeepSeekSpec spec, WeightReader weights, string own = MainHead)
    {
        var (vocabulary, hidden) = (spec.Shape.VocabularySize, spec.Shape.HiddenSize);
        if (spec.Shape.TiedEmbeddings)
        {
            var matrix = weights.Matrix(MainEmbedding, vocabulary, hidden);
            return new Linear(new FloatWeights(matrix, weights.Precision), weights.Precision);
        }

        var tensor = weights.Has(own) ? own : MainHead;
        var name = tensor[..^LinearPlan.Suffix.Length];
        return new Linear(weights.Sensitive(name, vocabulary, hidden), weights.Precision);
    }
}
