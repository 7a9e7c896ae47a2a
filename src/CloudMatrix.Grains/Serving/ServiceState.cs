using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// All that it takes to go on with a service when the silo of its grain is lost; its entries are its order and what
/// came to it from outside.
/// </summary>
[GenerateSerializer, Immutable, Alias("service-state")]
internal sealed record ServiceState : IStandbyState
{
    /// <inheritdoc/>
    [Id(0)]
    public required long Epoch { get; init; }

    /// <summary>How far it is.</summary>
    [Id(1)]
    public required ServiceStatus Status { get; init; }

    /// <summary>Messages taken so far: whoever goes on shows nothing before it is as far.</summary>
    [Id(2)]
    public long Taken { get; init; }

    /// <summary>Real time that it has been open.</summary>
    [Id(3)]
    public TimeSpan Elapsed { get; init; }

    /// <summary>What its replay found; null before it is done.</summary>
    [Id(4)]
    public ServingReport? Report { get; init; }

    /// <summary>What became of its requests, when it is over; none before.</summary>
    [Id(5)]
    public ImmutableArray<RequestRecord> Records { get; init; } = [];

    /// <summary>Of whoever asked for it; none where he has no ticket.</summary>
    [Id(6)]
    public Guid Ticket { get; init; }

    /// <inheritdoc/>
    public long Version => Status.Version;

    /// <inheritdoc/>
    public bool IsAtWork => Status.IsAtWork;
}
