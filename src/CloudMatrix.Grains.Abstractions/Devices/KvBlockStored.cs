using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What became of a block that was sent to the pool.</summary>
/// <param name="Outcome">Whether it is there now, and why not.</param>
/// <param name="ArrivedAt">When its last byte was there.</param>
[GenerateSerializer, Immutable, Alias("kv-block-stored")]
public readonly record struct KvBlockStored(
    [property: Id(0)] StoreOutcome Outcome, [property: Id(1)] VirtualTime ArrivedAt);
