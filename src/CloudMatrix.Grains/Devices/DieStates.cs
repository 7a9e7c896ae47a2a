using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>Tells what the dies of an NPU hold and have done.</summary>
internal static class DieStates
{
    /// <summary>The dies of an NPU.</summary>
    /// <param name="npu">The NPU.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="part">The part of an instance that they belong to; null where they belong to none.</param>
    public static ImmutableArray<DieState> Of(NpuId npu, MachineSpec machine, HostedPart? part) =>
    [
        .. Enumerable.Range(npu.Index * machine.DiesPerNpu, machine.DiesPerNpu)
            .Select(die => part is null ? Idle(new DieId(die), machine) : Decoding(new DieId(die), part)),
    ];

    private static DieState Idle(DieId die, MachineSpec machine) =>
        new(die, new HbmUse(0, 0, 0, machine.Die.HbmCapacity.Count), VirtualTime.Zero, 0, [], 0, 0, 0, 0);

    private static DieState Decoding(DieId die, HostedPart part)
    {
        var (spec, snapshot) = (part.Setup.Spec, part.Snapshot);
        var tally = snapshot.Counts.TallyOf(new RankId(die.Index));
        var (first, end) = spec.Slots.SlotsOf(die.Index, die.Index + 1);
        return new DieState(
            die,
            HbmAccount.Of(spec, die.Index),
            snapshot.Clock,
            spec.RequestsOn(die.Index, 0, 1),
            [.. Enumerable.Range(first, end - first).Select(slot => new SlotId(slot))],
            snapshot.Step,
            tally.RowsDispatched,
            tally.RowsCombined,
            tally.RowsServed);
    }
}
