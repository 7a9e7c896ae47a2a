using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What was generated for one prompt.</summary>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="Tokens">What was generated.</param>
/// <param name="Finish">"stop" at the token that ends a text, or "length".</param>
/// <param name="HiddenStates">
/// A hash of the hidden states that the tokens were chosen from, in order: equal if and only if all of them are, bit
/// for bit.
/// </param>
public sealed record Completion(int PromptTokens, ImmutableArray<int> Tokens, string Finish, string HiddenStates)
{
    /// <summary>The tokens as text, without the one that ends it; null before a tokenizer reads them.</summary>
    public string? Text { get; init; }
}
