using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>The next tokens of one sequence.</summary>
/// <param name="Cache">What the sequence's earlier tokens left; takes the rows of these.</param>
/// <param name="Tokens">One or more.</param>
public readonly record struct SequenceTokens(SequenceCache Cache, ImmutableArray<int> Tokens);
