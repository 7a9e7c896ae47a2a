namespace CloudMatrix.Numerics;

/// <summary>One token of a step.</summary>
/// <param name="Cache">Of its sequence.</param>
/// <param name="Position">In its sequence, from 0.</param>
/// <param name="Token">Of the vocabulary.</param>
internal readonly record struct TokenRow(SequenceCache Cache, int Position, int Token);
