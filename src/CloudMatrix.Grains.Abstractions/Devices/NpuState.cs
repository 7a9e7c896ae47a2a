using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>An NPU as it is now.</summary>
/// <param name="Npu">Which one.</param>
/// <param name="Node">The node that it stands in.</param>
/// <param name="Silo">The silo that hosts it.</param>
/// <param name="Instance">The decode instance that it belongs to; null where it belongs to none.</param>
/// <param name="Dies">Its dies.</param>
[GenerateSerializer, Immutable, Alias("npu-state")]
public sealed record NpuState(
    [property: Id(0)] NpuId Npu,
    [property: Id(1)] NodeId Node,
    [property: Id(2)] string Silo,
    [property: Id(3)] string? Instance,
    [property: Id(4)] ImmutableArray<DieState> Dies);
