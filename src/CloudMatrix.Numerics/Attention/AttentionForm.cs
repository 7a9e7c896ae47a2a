namespace CloudMatrix.Numerics;

/// <summary>
/// Two ways to compute the same attention; they round differently, so that a step says which one it takes.
/// </summary>
public enum AttentionForm
{
    /// <summary>Keys and values of each head are expanded from the cached latents: many tokens of a prompt.</summary>
    Expanded,

    /// <summary>The expansion is absorbed into queries and results, and latents are attended to: few tokens.</summary>
    Absorbed,
}
