namespace CloudMatrix.Simulation;

/// <summary>A prompt to be computed, and where its keys and values go.</summary>
/// <param name="Attempt">The request.</param>
/// <param name="Tokens">Tokens to feed: the prompt, and what was generated before something was lost.</param>
/// <param name="PromptTokens">Those of the prompt, which the cache knows.</param>
/// <param name="Target">The decode die that waits for it; null where the first token is the last.</param>
internal readonly record struct PrefillTask(Attempt Attempt, int Tokens, int PromptTokens, DecodePlace? Target);
