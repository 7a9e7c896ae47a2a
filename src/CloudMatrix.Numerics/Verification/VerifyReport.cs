namespace CloudMatrix.Numerics;

/// <summary>How far this implementation is from the reference.</summary>
public sealed record VerifyReport
{
    /// <summary>Largest difference of a logit that float32 may have from the reference.</summary>
    public const double LogitErrorBar = 1e-3;

    /// <summary>The model.</summary>
    public required string ModelName { get; init; }

    /// <summary>What activations were rounded to: fp32, bf16 or int8.</summary>
    public required string Precision { get; init; }

    /// <summary>Layers for multi-token prediction that the configuration names and the checkpoint lacks.</summary>
    public required int MtpLayersMissing { get; init; }

    /// <summary>Texts.</summary>
    public required int Sequences { get; init; }

    /// <summary>Tokens of each text's prefill.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>Tokens of each text that were fed one at a time.</summary>
    public required int DecodedTokens { get; init; }

    /// <summary>Logits that were compared.</summary>
    public required long LogitsCompared { get; init; }

    /// <summary>Logits that are no finite number here or there.</summary>
    public required long LogitsNotFinite { get; init; }

    /// <summary>Largest difference of two logits.</summary>
    public required double MaxAbsLogitError { get; init; }

    /// <summary>Share of tokens whose best next token is the reference's.</summary>
    public required double Top1Agreement { get; init; }

    /// <summary>Mean Kullback–Leibler divergence from the reference's next-token distribution, in nats.</summary>
    public required double MeanKl { get; init; }

    /// <summary>Choices of experts that were compared: tokens · layers · choices, in the prefills.</summary>
    public required long RoutingCompared { get; init; }

    /// <summary>Choices that the reference did not make for the token.</summary>
    public required long RoutingMismatches { get; init; }

    /// <summary>Largest difference of the gate weights of an expert that both chose.</summary>
    public required double MaxAbsGateWeightError { get; init; }

    /// <summary>Tokens of the prompts' continuations that were compared.</summary>
    public required long GreedyCompared { get; init; }

    /// <summary>Tokens of the continuations that differ; each text continues with its own tokens.</summary>
    public required long GreedyMismatches { get; init; }

    /// <summary>Whether the bar is met; null for a precision that has none.</summary>
    public required bool? Holds { get; init; }
}
