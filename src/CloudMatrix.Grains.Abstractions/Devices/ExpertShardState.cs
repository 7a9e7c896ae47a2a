using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>An expert slot, as of the last step boundary of its instance.</summary>
/// <param name="Slot">Which one.</param>
/// <param name="Instance">The decode instance.</param>
/// <param name="Silo">The silo that hosts it.</param>
/// <param name="Die">The die that holds it; null where the instance is not running.</param>
/// <param name="IsShared">Whether it holds a copy of the shared expert.</param>
/// <param name="Experts">
/// The routed expert that it holds in each layer that routes; empty for a copy of the shared expert.
/// </param>
/// <param name="RowsServed">Rows that it has served.</param>
[GenerateSerializer, Immutable, Alias("expert-shard-state")]
public sealed record ExpertShardState(
    [property: Id(0)] SlotId Slot,
    [property: Id(1)] string Instance,
    [property: Id(2)] string Silo,
    [property: Id(3)] DieId? Die,
    [property: Id(4)] bool IsShared,
    [property: Id(5)] ImmutableArray<ExpertId> Experts,
    [property: Id(6)] long RowsServed);
