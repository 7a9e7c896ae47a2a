using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>All that it takes to go on with a decode when the silo of its instance is lost.</summary>
/// <param name="Epoch">The number of the last epoch: nobody goes on with an earlier one.</param>
/// <param name="Order">What is run.</param>
/// <param name="Microbatches">Of the operating point.</param>
/// <param name="AttentionCores">Of the operating point.</param>
/// <param name="Boundary">The last step boundary.</param>
/// <param name="Book">Who is in the batch and what was generated, at that boundary; null for a run that prices.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Wall">Real time of all steps so far.</param>
[GenerateSerializer, Immutable, Alias("standby-state")]
internal sealed record StandbyState(
    [property: Id(0)] long Epoch,
    [property: Id(1)] DecodeOrder Order,
    [property: Id(2)] int Microbatches,
    [property: Id(3)] int AttentionCores,
    [property: Id(4)] byte[] Boundary,
    [property: Id(5)] byte[]? Book,
    [property: Id(6)] DecodeStatus Status,
    [property: Id(7)] TimeSpan Wall)
{
    /// <summary>How the instance runs its pipeline.</summary>
    public OperatingPoint Point => new(Microbatches, AttentionCores);
}
