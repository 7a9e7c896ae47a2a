namespace CloudMatrix.Simulation;

/// <summary>How a service uses the context cache.</summary>
/// <param name="Shape">How prompts are cut.</param>
/// <param name="Cutting">Whether prompts may be cut, so that the last one of a batch need not fit.</param>
/// <param name="Shared">What becomes of a prompt whose prefix its own batch is about to compute.</param>
internal sealed record CacheTerms(ContextShape Shape, PromptCutting Cutting, SharedPrefixes Shared);
