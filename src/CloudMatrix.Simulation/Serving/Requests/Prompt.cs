using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>A prompt, as far as the cache can know it.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Keys">The keys of its blocks, in order; empty where nothing is cached.</param>
internal readonly record struct Prompt(int Tokens, ImmutableArray<KvBlockKey> Keys);
