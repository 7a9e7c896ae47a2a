using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Grains;

/// <summary>
/// All that it takes to go on with a plan when the silo of its grain is lost; its entries are its order and what was
/// found of each configuration.
/// </summary>
[GenerateSerializer, Immutable, Alias("plan-state")]
internal sealed record PlanState : IStandbyState
{
    /// <inheritdoc/>
    [Id(0)]
    public required long Epoch { get; init; }

    /// <summary>How far it is.</summary>
    [Id(1)]
    public required PlanStatus Status { get; init; }

    /// <summary>Of whoever asked for it; none where he has no ticket.</summary>
    [Id(2)]
    public Guid Ticket { get; init; }

    /// <inheritdoc/>
    public long Version => Status.Version;

    /// <inheritdoc/>
    public bool IsAtWork => Status.IsAtWork;
}
