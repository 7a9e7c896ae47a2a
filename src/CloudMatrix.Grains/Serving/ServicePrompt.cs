using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What a request that was submitted asks for.</summary>
/// <param name="ArrivedAt">When it arrived, in the service's time.</param>
/// <param name="InputTokens">Tokens of its prompt.</param>
/// <param name="OutputTokens">Tokens that are to be generated.</param>
/// <param name="Keys">The keys of the prompt's blocks, in order.</param>
internal sealed record ServicePrompt(
    VirtualTime ArrivedAt, int InputTokens, int OutputTokens, ImmutableArray<KvBlockKey> Keys);
