using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>What a step amounts to, over all dies of its instance.</summary>
/// <param name="Step">Steps done by its end.</param>
/// <param name="Modelled">Virtual time that it took.</param>
/// <param name="Wall">Real time that it took.</param>
/// <param name="Requests">Its requests, and what they got.</param>
internal sealed record StepFacts(long Step, VirtualDuration Modelled, TimeSpan Wall, StepRequests Requests)
{
    /// <summary>Rows sent to expert slots.</summary>
    public required long RowsDispatched { get; init; }

    /// <summary>Rows that came back.</summary>
    public required long RowsCombined { get; init; }

    /// <summary>What they put on the network.</summary>
    public required ExchangeTraffic Traffic { get; init; }

    /// <summary>Rows of the hottest slot over the mean of all slots; 0 where nothing was routed.</summary>
    public required double ExpertLoad { get; init; }

    /// <summary>Real over virtual time: below 1 the host is faster than the machine that it models.</summary>
    public double WallRatio => Wall.TotalSeconds / Modelled.TotalSeconds;
}
