using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A request that is being decoded.</summary>
/// <param name="attempt">The request.</param>
/// <param name="rank">Its die.</param>
/// <param name="context">Tokens of its context.</param>
/// <param name="remaining">Tokens that are still to be generated, 1 or more.</param>
/// <param name="drafts">Says which drafted tokens are accepted.</param>
internal struct DecodingRequest(Attempt attempt, RankId rank, int context, int remaining, SeededStream drafts)
{
    private SeededStream _drafts = drafts;

    /// <summary>The request.</summary>
    public Attempt Attempt { get; } = attempt;

    /// <summary>Its die.</summary>
    public RankId Rank { get; } = rank;

    /// <summary>Tokens of its context.</summary>
    public int Context { get; private set; } = context;

    /// <summary>Tokens that are still to be generated.</summary>
    public int Remaining { get; private set; } = remaining;

    /// <summary>Tokens generated here.</summary>
    public int Generated { get; private set; }

    /// <summary>An iteration: one token, and those drafted that are accepted, as long as text is left.</summary>
    /// <param name="mtpLayers">Tokens drafted.</param>
    /// <param name="acceptance">Share of them that are accepted.</param>
    /// <returns>Tokens gained.</returns>
    public int Advance(int mtpLayers, double acceptance)
    {
        var gained = 1;
        while (gained <= mtpLayers && _drafts.NextUnitDouble() < acceptance)
        {
            gained++;
        }

        gained = Math.Min(gained, Remaining);
        Context += gained;
        Remaining -= gained;
        Generated += gained;
        return gained;
    }
}
