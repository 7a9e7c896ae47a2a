namespace CloudMatrix.Costs;

/// <summary>One prompt, or a part of one, that a prefill batch computes.</summary>
/// <param name="NewTokens">Tokens to compute, 0 or more.</param>
/// <param name="CachedTokens">
/// Tokens before them whose latents, or keys and values, are there already: they are attended to and not computed.
/// </param>
public readonly record struct PrefillSequence(int NewTokens, int CachedTokens)
{
    /// <summary>Tokens that the last one attends to, itself included.</summary>
    public int Context => NewTokens + CachedTokens;
}
