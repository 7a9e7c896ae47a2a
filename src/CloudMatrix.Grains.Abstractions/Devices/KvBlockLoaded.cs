using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What a reader of the pool gets.</summary>
/// <param name="Block">The block; null where the owner does not hold it.</param>
/// <param name="ArrivedAt">When its last byte, or the word that it is not there, has reached the reader.</param>
[GenerateSerializer, Immutable, Alias("kv-block-loaded")]
public readonly record struct KvBlockLoaded([property: Id(0)] KvBlock? Block, [property: Id(1)] VirtualTime ArrivedAt);
