using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>
/// Runs the texts of a reference: each one's prefill, then its tokens one at a time; then, from the same prefill, the
/// continuation that always takes the best token.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="reference">Of that model.</param>
/// <param name="precision">What the model rounds activations to.</param>
public sealed class Verifier(DeepSeekModel model, ReferenceRun reference, Precision precision)
{
    private readonly Comparison _comparison = new();

    /// <summary>Compares one text.</summary>
    /// <param name="sequence">0 to the reference's texts − 1.</param>
    public void Run(int sequence)
    {
        var tokens = reference.TokensOf(sequence);
        var cache = model.NewSequence();
        var logits = Prefill(sequence, new SequenceTokens(cache, tokens[..reference.Prompt]));
        var best = TensorPrimitives.IndexOfMax<float>(logits);
        _comparison.AddLogits(logits, reference.LogitsOf(sequence, 0));
        for (var step = 1; step <= reference.Decoded; step++)
        {
            Decode(cache, tokens[reference.Prompt + step - 1], logits);
            _comparison.AddLogits(logits, reference.LogitsOf(sequence, step));
        }

        cache.TruncateTo(reference.Prompt);
        foreach (var (step, expected) in reference.GreedyOf(sequence).Index())
        {
            if (step > 0)
            {
                Decode(cache, best, logits);
                best = TensorPrimitives.IndexOfMax<float>(logits);
            }

            _comparison.AddContinued(best, expected);
        }
    }

    /// <summary>What was found so far.</summary>
    public VerifyReport Report() => new()
    {
        ModelName = model.Spec.Shape.Name,
        Precision = precision.ToString().ToLowerInvariant(),
        MtpLayersMissing = model.MtpLayersMissing,
        Sequences = reference.Sequences,
        PromptTokens = reference.Prompt,
        DecodedTokens = reference.Decoded,
        LogitsCompared = _comparison.Logits,
        LogitsNotFinite = _comparison.NotFinite,
        MaxAbsLogitError = _comparison.MaxLogitError,
        Top1Agreement = _comparison.Top1Agreement,
        MeanKl = _comparison.MeanKl,
        RoutingCompared = _comparison.Choices,
        RoutingMismatches = _comparison.ChoiceMismatches,
        MaxAbsGateWeightError = _comparison.MaxWeightError,
        GreedyCompared = _comparison.Continued,
        GreedyMismatches = _comparison.ContinuedMismatches,
        Holds = precision == Precision.Fp32 ? MeetsBar() : null,
    };

    private bool MeetsBar() => _comparison is
    {
        NotFinite: 0,
        MaxLogitError: <= VerifyReport.LogitErrorBar,
        ChoiceMismatches: 0,
        ContinuedMismatches: 0,
    };

    private float[] Prefill(int sequence, SequenceTokens prompt)
    {
        var batch = new TokenBatch(AttentionForm.Expanded, prompt);
        var width = model.Spec.Shape.HiddenSize;
        using var hidden = RentedRows<float>.Rent(batch.Rows, width);
        model.Run(batch, hidden.All, (layer, choices) => CompareChoices(sequence, layer, choices));
        var logits = new float[model.Spec.Shape.VocabularySize];
        model.Logits(hidden[batch.Rows - 1], logits);
        return logits;
    }

    private void Decode(SequenceCache cache, int token, Span<float> logits)
    {
        using var hidden = RentedRows<float>.Rent(1, model.Spec.Shape.HiddenSize);
        model.Run(new TokenBatch(AttentionForm.Absorbed, new SequenceTokens(cache, [token])), hidden.All);
        model.Logits(hidden.All, logits);
    }

    private void CompareChoices(int sequence, int layer, ReadOnlySpan<ExpertChoice> choices)
    {
        var count = model.Spec.Shape.ExpertsPerToken;
        for (var first = 0; first < choices.Length; first += count)
        {
            _comparison.AddChoices(
                choices.Slice(first, count),
                reference.ExpertsOf(sequence, layer).Slice(first, count),
                reference.WeightsOf(sequence, layer).Slice(first, count));
        }
    }
}
