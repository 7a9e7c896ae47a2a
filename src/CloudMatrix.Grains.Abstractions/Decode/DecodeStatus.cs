using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>How far a decode is.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Life">Where it is in its life.</param>
/// <param name="StepsDone">Steps that have ended, without the one that warms up.</param>
/// <param name="Steps">Steps of the run; 0 where its texts decide.</param>
/// <param name="Now">Virtual time of the run.</param>
/// <param name="Silos">Silos that run it.</param>
/// <param name="Replays">Steps that were begun again because a host was lost.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
[GenerateSerializer, Immutable, Alias("decode-status")]
public sealed record DecodeStatus(
    [property: Id(0)] long Version,
    [property: Id(1)] DecodeLife Life,
    [property: Id(2)] int StepsDone,
    [property: Id(3)] int Steps,
    [property: Id(4)] VirtualTime Now,
    [property: Id(5)] int Silos,
    [property: Id(6)] int Replays,
    [property: Id(7)] string? Failure)
    : IRunStatus<DecodeStatus>
{
    /// <summary>Before anything was started.</summary>
    public static DecodeStatus None { get; } = new(0, DecodeLife.None, 0, 0, VirtualTime.Zero, 0, 0, null);

    /// <summary>Whether nothing more will happen.</summary>
    public bool IsOver => Life is DecodeLife.Done or DecodeLife.Cancelled or DecodeLife.Failed;

    /// <inheritdoc/>
    public bool IsAtWork => Life is DecodeLife.Settling or DecodeLife.Running;

    /// <inheritdoc/>
    public DecodeStatus At(long version) => this with { Version = version };
}
