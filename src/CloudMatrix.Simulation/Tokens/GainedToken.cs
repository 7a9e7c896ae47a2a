namespace CloudMatrix.Simulation;

/// <summary>A token that a request has gained.</summary>
/// <param name="Token">Of the vocabulary.</param>
/// <param name="Hidden">A hash of the hidden state that it was chosen from, which tells any two runs apart.</param>
public readonly record struct GainedToken(int Token, ulong Hidden);
