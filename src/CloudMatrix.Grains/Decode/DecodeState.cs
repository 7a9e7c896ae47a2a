using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// All that it takes to go on with a decode when the silo of its instance is lost; its entries are what the watched
/// dies did in each step.
/// </summary>
[GenerateSerializer, Immutable, Alias("decode-state")]
internal sealed record DecodeState : IStandbyState
{
    /// <inheritdoc/>
    [Id(0)]
    public required long Epoch { get; init; }

    /// <summary>What is run.</summary>
    [Id(1)]
    public required DecodeOrder Order { get; init; }

    /// <summary>Of the operating point; 0 before it is settled.</summary>
    [Id(2)]
    public int Microbatches { get; init; }

    /// <summary>Of the operating point; 0 before it is settled.</summary>
    [Id(3)]
    public int AttentionCores { get; init; }

    /// <summary>The last step boundary.</summary>
    [Id(4)]
    public required byte[] Boundary { get; init; }

    /// <summary>Who is in the batch and what was generated, at that boundary; null for a run that prices.</summary>
    [Id(5)]
    public byte[]? Book { get; init; }

    /// <summary>How far it is.</summary>
    [Id(6)]
    public required DecodeStatus Status { get; init; }

    /// <summary>Real time of all steps so far.</summary>
    [Id(7)]
    public TimeSpan Wall { get; init; }

    /// <summary>How the instance runs its pipeline.</summary>
    public OperatingPoint Point => new(Microbatches, AttentionCores);

    /// <summary>Of whoever asked for it; none where he has no ticket.</summary>
    [Id(8)]
    public Guid Ticket { get; init; }

    /// <inheritdoc/>
    public long Version => Status.Version;

    /// <inheritdoc/>
    public bool IsAtWork => Status.IsAtWork;
}
