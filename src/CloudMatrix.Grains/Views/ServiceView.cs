using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>What people see of a service.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Life">Where it is in its life.</param>
/// <param name="Requests">Requests that it knows of: all of a trace that it replays.</param>
/// <param name="Ended">Of these, those that have ended.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
internal sealed record ServiceView(string Service, string Life, int Requests, int Ended, string? Failure)
{
    /// <summary>Requests that wait for a place.</summary>
    public required int Waiting { get; init; }

    /// <summary>Requests that wait for their first token.</summary>
    public required int Prefilling { get; init; }

    /// <summary>Requests whose texts grow.</summary>
    public required int Decoding { get; init; }

    /// <summary>Its virtual time, in milliseconds.</summary>
    public required double NowMs { get; init; }

    /// <summary>Real over virtual time; null before any has passed.</summary>
    public required double? WallRatio { get; init; }

    /// <summary>Runs begun again because a host was lost.</summary>
    public required int Restarts { get; init; }

    /// <summary>What people see of it.</summary>
    public static ServiceView Of(ServiceFacts facts)
    {
        var status = facts.Status;
        return new ServiceView(
            facts.Service, status.Life.ToString().ToLowerInvariant(), status.Requests, status.Ended, status.Failure)
        {
            Waiting = facts.Waiting,
            Prefilling = facts.Prefilling,
            Decoding = facts.Decoding,
            NowMs = (status.Now - VirtualTime.Zero).TotalMilliseconds,
            WallRatio = facts.WallRatio,
            Restarts = status.Restarts,
        };
    }
}
