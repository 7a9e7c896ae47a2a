namespace CloudMatrix.Simulation;

/// <summary>What the prompts of a trace share: the best that any cache can do, had it room for all.</summary>
/// <param name="BlockTokens">Tokens of a block.</param>
/// <param name="Blocks">Blocks of all prompts.</param>
/// <param name="DistinctBlocks">Different ones among them.</param>
/// <param name="Tokens">Tokens of all prompts.</param>
/// <param name="SharedTokens">Tokens of blocks that an earlier prompt had.</param>
public sealed record TraceSharing(int BlockTokens, long Blocks, long DistinctBlocks, long Tokens, long SharedTokens)
{
    /// <summary>Blocks that an earlier prompt had, of all.</summary>
    public double BlockHitRate => (double)(Blocks - DistinctBlocks) / Blocks;

    /// <summary>Tokens of such blocks, of all.</summary>
    public double TokenHitRate => (double)SharedTokens / Tokens;

    /// <summary>What the prompts of a trace share; null where it names no blocks.</summary>
    internal static TraceSharing? Of(Trace trace)
    {
        if (trace.BlockTokens is not { } blockTokens)
        {
            return null;
        }

        var seen = new HashSet<long>();
        var (blocks, tokens, shared) = (0L, 0L, 0L);
        foreach (var request in trace.Requests)
        {
            blocks += request.Blocks.Length;
            tokens += request.InputTokens;
            for (var index = 0; index < request.Blocks.Length; index++)
            {
                shared += seen.Add(request.Blocks[index])
                    ? 0
                    : Trace.NamedBlocks.BlockAt(default, index, request.InputTokens).Tokens;
            }
        }

        return new TraceSharing(blockTokens, blocks, seen.Count, tokens, shared);
    }
}
