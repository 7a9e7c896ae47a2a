using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>A pooled block as its owner knows it.</summary>
/// <param name="Key">Its prefix hash.</param>
/// <param name="Owner">The CPU that owns the hash.</param>
/// <param name="Block">The block; null where the owner does not hold it.</param>
[GenerateSerializer, Immutable, Alias("kv-block-state")]
public sealed record KvBlockState(
    [property: Id(0)] KvBlockKey Key, [property: Id(1)] CpuId Owner, [property: Id(2)] KvBlock? Block);
