using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>How far a service is.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Life">Where it is in its life.</param>
/// <param name="Requests">Requests that it knows of.</param>
/// <param name="Ended">Of these, those that have ended.</param>
/// <param name="Now">Its virtual time.</param>
/// <param name="Restarts">Times that it did again what it had done, because a host was lost.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
[GenerateSerializer, Immutable, Alias("service-status")]
public sealed record ServiceStatus(
    [property: Id(0)] long Version,
    [property: Id(1)] ServiceLife Life,
    [property: Id(2)] int Requests,
    [property: Id(3)] int Ended,
    [property: Id(4)] VirtualTime Now,
    [property: Id(5)] int Restarts,
    [property: Id(6)] string? Failure)
    : IRunStatus<ServiceStatus>
{
    /// <summary>Before anything was asked of it.</summary>
    public static ServiceStatus None { get; } = new(0, ServiceLife.None, 0, 0, VirtualTime.Zero, 0, null);

    /// <summary>Whether it is at work.</summary>
    public bool IsAtWork => Life is ServiceLife.Replaying or ServiceLife.Open;

    /// <inheritdoc/>
    public ServiceStatus At(long version) => this with { Version = version };
}
