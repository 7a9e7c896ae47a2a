using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What the silos of an epoch must know to run it.</summary>
/// <param name="Epoch">Which one.</param>
/// <param name="Order">What is run.</param>
/// <param name="Microbatches">Of the operating point.</param>
/// <param name="AttentionCores">Of the operating point.</param>
/// <param name="Silos">The silo of each part of the instance [parts].</param>
/// <param name="PartOfNode">The part that runs each node of the instance [nodes].</param>
/// <param name="Boundary">The step boundary that it goes on from.</param>
/// <param name="Admissions">The document of who is in the batch at that boundary; empty where nobody is.</param>
[GenerateSerializer, Immutable, Alias("epoch-plan")]
internal sealed record EpochPlan(
    [property: Id(0)] EpochId Epoch,
    [property: Id(1)] DecodeOrder Order,
    [property: Id(2)] int Microbatches,
    [property: Id(3)] int AttentionCores,
    [property: Id(4)] ImmutableArray<SiloAddress> Silos,
    [property: Id(5)] ImmutableArray<int> PartOfNode,
    [property: Id(6)] byte[] Boundary,
    [property: Id(7)] byte[] Admissions)
{
    /// <summary>How the instance runs its pipeline.</summary>
    public OperatingPoint Point => new(Microbatches, AttentionCores);
}
