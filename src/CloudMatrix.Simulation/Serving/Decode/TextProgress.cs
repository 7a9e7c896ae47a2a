namespace CloudMatrix.Simulation;

/// <summary>How long a text is by now.</summary>
/// <param name="Attempt">The request.</param>
/// <param name="Generated">Tokens that the decode instance has generated for it.</param>
internal readonly record struct TextProgress(Attempt Attempt, int Generated);
