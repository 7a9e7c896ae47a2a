using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>The keys of a prompt's blocks, from its tokens.</summary>
public static class PromptKeys
{
    /// <summary>The keys, in order; the last block may be cut short.</summary>
    /// <param name="tokens">Token ids of the prompt.</param>
    /// <param name="shape">How prompts are cut.</param>
    public static ImmutableArray<KvBlockKey> Of(ReadOnlySpan<int> tokens, ContextShape shape)
    {
        var keys = ImmutableArray.CreateBuilder<KvBlockKey>(shape.BlocksOf(tokens.Length));
        var key = KvBlockKey.Root(shape.Namespace);
        for (var start = 0; start < tokens.Length; start += shape.BlockTokens)
        {
            key = key.Next(tokens[start..Math.Min(start + shape.BlockTokens, tokens.Length)]);
            keys.Add(key);
        }

        return keys.ToImmutable();
    }
}
