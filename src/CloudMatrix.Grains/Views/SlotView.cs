using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>What people see of an expert slot.</summary>
/// <param name="Slot">Its number.</param>
/// <param name="Die">The die that holds it.</param>
/// <param name="IsShared">Whether it holds a copy of the shared expert.</param>
/// <param name="Rows">Rows that it served in the last step.</param>
internal sealed record SlotView(int Slot, int Die, bool IsShared, long Rows)
{
    /// <summary>What people see of it.</summary>
    public static SlotView Of(HostedPart part, PartSnapshot snapshot, SlotId slot)
    {
        var slots = part.Setup.Spec.Slots;
        return new SlotView(
            slot.Index,
            slots.DieOfSlot[slot.Index],
            slots.IsShared(slot.Index),
            snapshot.Counts.RowsServedBy(slot) - snapshot.Before.RowsServedBy(slot));
    }
}
