using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>Where one microbatch's rows of one layer went: what its dispatch, experts and combine depend on.</summary>
/// <param name="terms">Where slots and dies are.</param>
internal sealed class RoutedRows(RoutedTerms terms)
{
    /// <summary>Rows that each die sends [dies].</summary>
    public RowCounts[] Sent { get; } = new RowCounts[terms.Slots.Dies];

    /// <summary>Rows that each die's slots receive [dies].</summary>
    public RowCounts[] Received { get; } = new RowCounts[terms.Slots.Dies];

    /// <summary>Rows that each slot receives [slots].</summary>
    public int[] BySlot { get; } = new int[terms.Slots.Slots];

    /// <summary>Adds the rows of one rank.</summary>
    /// <param name="rank">Where they come from.</param>
    /// <param name="counts">Rows for each slot [slots].</param>
    public void Add(int rank, ReadOnlySpan<ushort> counts)
    {
        var first = terms.Slots.FirstSlotOfDie;
        var neighbours = terms.Neighbours[rank];
        for (var die = 0; die < Received.Length; die++)
        {
            var rows = 0;
            for (var slot = first[die]; slot < first[die + 1]; slot++)
            {
                rows += counts[slot];
                BySlot[slot] += counts[slot];
            }

            var sent = die == rank ? new RowCounts(rows, 0, 0)
                : die >= neighbours.NodeFirst && die < neighbours.NodeEnd ? new RowCounts(0, rows, 0)
                : new RowCounts(0, 0, rows);
            Sent[rank] += sent;
            Received[die] += sent;
        }
    }

    /// <summary>The rows on their way to their experts.</summary>
    public Collective Dispatched(RowFormat format) => new([.. Sent], [.. Received], format.Dispatch);

    /// <summary>The results on their way back: each die sends what it has received.</summary>
    public Collective Returned(RowFormat format) => new([.. Received], [.. Sent], format.Combine);

    /// <summary>Rows at the slots of a die, as the grouped product takes them.</summary>
    public RowGroups ExpertsOf(int die)
    {
        var rows = default(RowGroups);
        var (begin, end) = terms.Slots.SlotsOf(die, die + 1);
        for (var slot = begin; slot < end; slot++)
        {
            rows = rows.With(BySlot[slot]);
        }

        return rows;
    }
}
