using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>KV blocks of a die's memory: what is used and what is free, counted apart.</summary>
/// <param name="total">Blocks that fit.</param>
internal sealed class HbmBlocks(long total)
{
    /// <summary>Tokens of a block.</summary>
    public const int Tokens = 128;

    /// <summary>Blocks that fit.</summary>
    public long Total { get; } = total;

    /// <summary>Blocks that nobody has.</summary>
    public long Free { get; private set; } = total;

    /// <summary>Blocks that requests have.</summary>
    public long Used { get; private set; }

    /// <summary>The most that were used at a time.</summary>
    public long UsedMax { get; private set; }

    /// <summary>Blocks that a context needs.</summary>
    /// <param name="tokens">Its tokens.</param>
    public static long Of(long tokens) => (tokens + Tokens - 1) / Tokens;

    /// <summary>Takes blocks.</summary>
    /// <param name="blocks">How many.</param>
    /// <param name="owner">Whose memory this is, to name where the books do not balance.</param>
    /// <exception cref="InvariantViolationException">There are not so many.</exception>
    public void Take(long blocks, PartId owner)
    {
        Free -= blocks;
        Used += blocks;
        UsedMax = Math.Max(UsedMax, Used);
        RequireConserved(owner);
    }

    /// <summary>Gives blocks back.</summary>
    /// <param name="blocks">As many as were taken.</param>
    /// <param name="owner">Whose memory this is, to name where the books do not balance.</param>
    /// <exception cref="InvariantViolationException">More come back than were taken.</exception>
    public void Give(long blocks, PartId owner)
    {
        Free += blocks;
        Used -= blocks;
        RequireConserved(owner);
    }

    private void RequireConserved(PartId owner)
    {
        if (Used < 0 || Free < 0 || Free + Used != Total)
        {
            throw new InvariantViolationException(new InvariantViolation(
                "KvBlocksAreConserved", VirtualTime.Zero, owner.ToString(), $"{Total} blocks", $"{Free} + {Used}", 0));
        }
    }
}
