using System.Collections.Immutable;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>Texts to generate, checked: every engine generates the same ones, bit for bit.</summary>
public sealed record GenerationSpec
{
    /// <summary>What it was made of: what another host needs to make the same specification.</summary>
    public required GenerationOptions Options { get; init; }

    /// <summary>The instance.</summary>
    public required DecodeSpec Decode { get; init; }

    /// <summary>Folder of the checkpoint.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>What activations are rounded to.</summary>
    public required Precision Precision { get; init; }

    /// <summary>Tokens of each prompt.</summary>
    public required ImmutableArray<ImmutableArray<int>> Prompts { get; init; }

    /// <summary>Most tokens that are generated for a prompt.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>The tokens that end a text; none where the model has no such token.</summary>
    public required ImmutableArray<int> EndTokens { get; init; }

    /// <summary>How tokens are chosen.</summary>
    public required SamplingSpec Sampling { get; init; }

    /// <summary>The longest context of any request: prompt, answer and what may be drafted beyond it.</summary>
    public int ContextMax => Prompts.Max(prompt => prompt.Length) + MaxTokens + Decode.MtpLayers;

    /// <summary>Whether a text ends with its last token.</summary>
    /// <param name="generated">Tokens of the text so far.</param>
    /// <param name="last">The last of them.</param>
    public bool IsOver(int generated, int last) => generated >= MaxTokens || EndTokens.Contains(last);
}
