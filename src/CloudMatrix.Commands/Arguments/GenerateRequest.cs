using System.Collections.Immutable;
using CloudMatrix.Numerics;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What the user asked of <c>generate</c>, checked.</summary>
internal sealed record GenerateRequest
{
    /// <summary>What to generate.</summary>
    public required GenerationSpec Spec { get; init; }

    /// <summary>The prompts as the user wrote them.</summary>
    public required ImmutableArray<string> Prompts { get; init; }

    /// <summary>From tokens to text.</summary>
    public required ITokenizer Tokenizer { get; init; }

    /// <summary>Another model whose decode is priced at the same batch and acceptance; null for none.</summary>
    public required DecodeOptions? PriceAs { get; init; }

    /// <summary>Whether the output is JSON.</summary>
    public required bool Json { get; init; }
}
