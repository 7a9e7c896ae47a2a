using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>A die of an NPU, as of the last step boundary of its instance.</summary>
/// <param name="Die">Which one.</param>
/// <param name="Hbm">What its memory holds; all of it free where it belongs to no instance.</param>
/// <param name="Clock">Virtual time of its instance.</param>
/// <param name="Requests">Requests that it decodes: its queue.</param>
/// <param name="ExpertSlots">Expert slots of its instance that it holds.</param>
/// <param name="Steps">Steps that it has run.</param>
/// <param name="RowsDispatched">Rows that it has sent to experts.</param>
/// <param name="RowsCombined">Rows that have come back.</param>
/// <param name="RowsServed">Rows that its own experts have served.</param>
[GenerateSerializer, Immutable, Alias("die-state")]
public sealed record DieState(
    [property: Id(0)] DieId Die,
    [property: Id(1)] HbmUse Hbm,
    [property: Id(2)] VirtualTime Clock,
    [property: Id(3)] int Requests,
    [property: Id(4)] ImmutableArray<SlotId> ExpertSlots,
    [property: Id(5)] long Steps,
    [property: Id(6)] long RowsDispatched,
    [property: Id(7)] long RowsCombined,
    [property: Id(8)] long RowsServed);
