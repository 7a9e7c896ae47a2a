namespace CloudMatrix.Simulation;

/// <summary>How many rows go to each slot.</summary>
internal static class SlotCounts
{
    /// <summary>Counts rows.</summary>
    /// <param name="slotOfRow">The slot of each row [rows].</param>
    /// <param name="counts">Rows for each slot, added to [slots].</param>
    public static void Add(ReadOnlySpan<ushort> slotOfRow, Span<ushort> counts)
    {
        foreach (var slot in slotOfRow)
        {
            counts[slot]++;
        }
    }
}
