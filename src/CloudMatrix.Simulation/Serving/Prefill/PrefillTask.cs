namespace CloudMatrix.Simulation;

/// <summary>A prompt to be computed, and where its keys and values go.</summary>
/// <param name="Attempt">The request.</param>
/// <param name="Tokens">Tokens to feed: the prompt, and what was generated before something was lost.</param>
/// <param name="Prompt">The prompt.</param>
/// <param name="Target">The decode die that waits for it; null where the first token is the last.</param>
internal readonly record struct PrefillTask(Attempt Attempt, int Tokens, Prompt Prompt, DecodePlace? Target);
