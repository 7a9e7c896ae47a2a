namespace CloudMatrix.Simulation;

/// <summary>
/// What one rank sends in one microbatch: its rows grouped by target slot, written once by the rank and read in place
/// by every shard.
/// </summary>
/// <remarks>
/// Row r of a rank is token r ÷ rowsPerToken, choice r mod rowsPerToken (routed experts first, the shared expert last).
/// Slot s finds its rows in <c>Rows[Offsets[s] .. Offsets[s + 1]]</c>.
/// </remarks>
internal readonly ref struct DispatchWindow(Span<ushort> offsets, Span<ushort> rows, Span<ushort> slotOfRow)
{
    /// <summary>Where each slot's rows begin, and their number at the end [slots + 1].</summary>
    public Span<ushort> Offsets { get; } = offsets;

    /// <summary>Row numbers grouped by slot [rows].</summary>
    public Span<ushort> Rows { get; } = rows;

    /// <summary>The slot that each row was sent to [rows].</summary>
    public Span<ushort> SlotOfRow { get; } = slotOfRow;

    /// <summary>Groups the rows by slot: one counting sort.</summary>
    /// <param name="counts">Working space [slots].</param>
    public void Scatter(Span<ushort> counts)
    {
        counts.Clear();
        SlotCounts.Add(SlotOfRow, counts);
        ushort begin = 0;
        foreach (ref var slot in counts)
        {
            var count = slot;
            slot = begin;
            begin += count;
        }

        for (var row = 0; row < SlotOfRow.Length; row++)
        {
            Rows[counts[SlotOfRow[row]]++] = (ushort)row;
        }

        // Each slot's place has moved on to where the next slot's rows begin.
        Offsets[0] = 0;
        counts.CopyTo(Offsets[1..]);
    }
}
