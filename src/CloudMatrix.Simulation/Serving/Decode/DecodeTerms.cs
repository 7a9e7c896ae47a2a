using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What all decode instances of a service have in common.</summary>
internal sealed record DecodeTerms
{
    /// <summary>Requests that a die may decode at the same time.</summary>
    public required int RequestsPerDie { get; init; }

    /// <summary>KV blocks of each die [dies].</summary>
    public required ImmutableArray<long> KvBlocks { get; init; }

    /// <summary>Layers that draft a token: 0 or 1.</summary>
    public required int MtpLayers { get; init; }

    /// <summary>Share of drafted tokens that are accepted, 0 to 1.</summary>
    public required double Acceptance { get; init; }

    /// <summary>What iterations take, by the state of the network.</summary>
    public required ImmutableArray<IDecodeTimes> Times { get; init; }

    /// <summary>What moving keys and values takes.</summary>
    public required KvMovement Movement { get; init; }

    /// <summary>Whether the scheduler is told of each iteration's tokens.</summary>
    public TokenNews News { get; init; }

    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }
}
