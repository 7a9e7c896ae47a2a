namespace CloudMatrix.Grains.Abstractions;

/// <summary>How far a plan is.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="IsOver">Whether nothing more will happen.</param>
/// <param name="Done">Configurations tried.</param>
/// <param name="Candidates">All of them.</param>
/// <param name="Silos">Silos that work on it.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
[GenerateSerializer, Immutable, Alias("plan-status")]
public sealed record PlanStatus(
    [property: Id(0)] long Version,
    [property: Id(1)] bool IsOver,
    [property: Id(2)] int Done,
    [property: Id(3)] int Candidates,
    [property: Id(4)] int Silos,
    [property: Id(5)] string? Failure)
    : IRunStatus<PlanStatus>
{
    /// <summary>Before anything was asked of it.</summary>
    public static PlanStatus None { get; } = new(0, IsOver: true, 0, 0, 0, null);

    /// <inheritdoc/>
    public bool IsAtWork => !IsOver;

    /// <inheritdoc/>
    public PlanStatus At(long version) => this with { Version = version };
}
