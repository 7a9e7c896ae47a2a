using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>One request of a trace.</summary>
/// <param name="ArrivesAt">When it arrives.</param>
/// <param name="InputTokens">Tokens of its prompt, 1 or more.</param>
/// <param name="OutputTokens">Tokens that are generated for it, 0 or more.</param>
/// <param name="Blocks">
/// Names of its prompt's blocks, each standing for the whole prefix up to it; empty where the trace does not say, and
/// the prompt is like no other.
/// </param>
public readonly record struct TraceRequest(
    VirtualTime ArrivesAt, int InputTokens, int OutputTokens, ImmutableArray<long> Blocks);
