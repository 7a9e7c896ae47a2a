using System.Collections.Immutable;

namespace CloudMatrix.Commands;

/// <summary>What one request has gained.</summary>
/// <param name="Request">The request: index of its prompt.</param>
/// <param name="Tokens">The tokens that follow those told before.</param>
public readonly record struct GenerationProgress(int Request, ImmutableArray<int> Tokens);
