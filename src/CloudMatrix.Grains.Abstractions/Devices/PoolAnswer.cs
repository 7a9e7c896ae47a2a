using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What came of an operation on a pool.</summary>
/// <param name="IsHeld">Whether the block was held, before anything was stored.</param>
/// <param name="Size">Its bytes; 0 where it was not read.</param>
/// <param name="Tier">Where it was read from; memory where it was not read.</param>
[GenerateSerializer, Immutable, Alias("pool-answer")]
public readonly record struct PoolAnswer(
    [property: Id(0)] bool IsHeld, [property: Id(1)] Bytes Size, [property: Id(2)] PoolTier Tier);
