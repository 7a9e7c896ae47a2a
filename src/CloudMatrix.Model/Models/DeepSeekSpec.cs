using System.Collections.Immutable;

namespace CloudMatrix.Model;

/// <summary>A model of the DeepSeek-V2 and V3 architecture: its shape, and what else its numbers depend on.</summary>
public sealed record DeepSeekSpec
{
    /// <summary>Dimensions.</summary>
    public required ModelShape Shape { get; init; }

    /// <summary>Of the layers after the dense ones, one in so many has experts; 1 for every published model.</summary>
    public required int MoeLayerFrequency { get; init; }

    /// <summary>What keeps the root of a layer's normalisation from being 0.</summary>
    public required float NormEpsilon { get; init; }

    /// <summary>Rotary positions.</summary>
    public required RotarySpec Rotary { get; init; }

    /// <summary>How a token chooses its experts.</summary>
    public required GateSpec Gate { get; init; }

    /// <summary>The token that begins a text, if the model has one.</summary>
    public required int? BosToken { get; init; }

    /// <summary>Tokens of which any ends an answer; none if the model has none.</summary>
    public required ImmutableArray<int> EosTokens { get; init; }

    /// <summary>The first token that ends an answer, if the model has one.</summary>
    public int? EosToken => EosTokens is [var first, ..] ? first : null;

    /// <summary>How the checkpoint's large matrices are stored.</summary>
    public WeightQuantization Quantization { get; init; }

    /// <summary>Attention of every layer.</summary>
    public LatentAttention Attention => (LatentAttention)Shape.Attention;

    /// <summary>Whether a layer has experts; the others have a dense feed-forward network.</summary>
    /// <param name="layer">From 0; layers for multi-token prediction count on after the last.</param>
    public bool HasExperts(int layer) => layer >= Shape.DenseLayers && layer % MoeLayerFrequency == 0;
}
