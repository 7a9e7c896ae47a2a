namespace CloudMatrix.Simulation;

/// <summary>What prompts asked for, and what of it was there: of each prompt the longest prefix.</summary>
/// <param name="Blocks">Blocks of the prompts.</param>
/// <param name="DramHits">Of these, those found in memory.</param>
/// <param name="SsdHits">Of these, those found on the volumes.</param>
/// <param name="Tokens">Tokens of the prompts.</param>
/// <param name="HitTokens">Of these, those of blocks that were found.</param>
public readonly record struct CacheCounts(long Blocks, long DramHits, long SsdHits, long Tokens, long HitTokens)
{
    /// <summary>Blocks that were found.</summary>
    public long Hits => DramHits + SsdHits;

    /// <summary>Of all blocks.</summary>
    public double HitRate => Blocks == 0 ? 0 : (double)Hits / Blocks;

    /// <summary>Tokens that need no prefill, of all.</summary>
    public double TokenHitRate => Tokens == 0 ? 0 : (double)HitTokens / Tokens;

    /// <summary>With one more prompt.</summary>
    internal CacheCounts With(int blocks, int tokens, PrefixHit hit) => new(
        Blocks + blocks,
        DramHits + hit.Blocks - hit.SsdBlocks,
        SsdHits + hit.SsdBlocks,
        Tokens + tokens,
        HitTokens + hit.Tokens);
}
