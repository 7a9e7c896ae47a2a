using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>Something to be done with a block of a pool.</summary>
/// <param name="Kind">What.</param>
/// <param name="Block">The block; of what is not stored, only its key counts.</param>
[GenerateSerializer, Immutable, Alias("pool-operation")]
public readonly record struct PoolOperation([property: Id(0)] PoolOperationKind Kind, [property: Id(1)] KvBlock Block);
