namespace CloudMatrix.Costs;

/// <summary>All that the cost of a pack of prompts depends on.</summary>
/// <param name="New">Tokens to compute.</param>
/// <param name="Cached">Cached tokens that they attend to, once for each prompt.</param>
/// <param name="ScorePairs">(query, key) pairs whose score a head computes.</param>
/// <remarks>
/// <code>
/// pairs = Σ over prompts Σ over tiles of m queries (rows of the tile) · (cached + new tokens up to the tile's end)
/// </code>
/// A causal mask skips whole tiles of keys only, so that a tile's first query costs what its last one does; m is the
/// height of the matrix cores' tile. Source: causal FlashAttention, arXiv:2307.08691 §3.1.
/// </remarks>
public readonly record struct PrefillTokens(int New, int Cached, double ScorePairs)
{
    /// <summary>Both together.</summary>
    public static PrefillTokens operator +(PrefillTokens left, PrefillTokens right) =>
        new(left.New + right.New, left.Cached + right.Cached, left.ScorePairs + right.ScorePairs);

    /// <summary>The tokens of one prompt.</summary>
    /// <param name="sequence">The prompt; nothing is attended to where nothing is new.</param>
    /// <param name="tileRows">Queries that a tile of scores holds, 1 or more.</param>
    public static PrefillTokens Of(PrefillSequence sequence, int tileRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tileRows, 1);
        var (fresh, cached) = sequence;
        double whole = fresh / tileRows;
        double rest = fresh % tileRows;
        var causal = (double)tileRows * tileRows * whole * (whole + 1) / 2;
        var pairs = causal + (whole * tileRows * cached) + (rest * sequence.Context);
        return fresh == 0 ? default : new PrefillTokens(fresh, cached, pairs);
    }
}
