using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class RoutedRowsTests
{
    /// <summary>Every row of every rank, one after another.</summary>
    [Fact]
    public void Add_RandomCounts_AreThoseOfEachPairOfDies()
    {
        var terms = RoutedTerms.Of(ToyPrefill.Spec);
        var random = SeededStream.Derive(7, "counts");
        var routed = new RoutedRows(terms);
        var sent = new RowCounts[terms.Slots.Dies];
        var received = new RowCounts[terms.Slots.Dies];
        var bySlot = new int[terms.Slots.Slots];
        var counts = new ushort[terms.Slots.Slots];

        for (var rank = 0; rank < terms.Slots.Dies; rank++)
        {
            for (var slot = 0; slot < counts.Length; slot++)
            {
                counts[slot] = (ushort)random.NextBelow(50);
                var die = terms.Slots.DieOfSlot[slot];
                var rows = RowsBetween(rank, die, counts[slot]);
                sent[rank] += rows;
                received[die] += rows;
                bySlot[slot] += counts[slot];
            }

            routed.Add(rank, counts);
        }

        Assert.Equal(sent, routed.Sent);
        Assert.Equal(received, routed.Received);
        Assert.Equal(bySlot, routed.BySlot);
    }

    [Fact]
    public void ExpertsOf_ADie_GroupsTheRowsOfItsSlots()
    {
        var routed = new RoutedRows(RoutedTerms.Of(ToyPrefill.Spec));
        var counts = new ushort[ToyPrefill.Spec.Slots.Slots];
        (counts[5], counts[6], counts[9]) = (20, 3, 1);

        routed.Add(0, counts);

        Assert.Equal(new RowGroups(3, 24, 4), routed.ExpertsOf(1));
        Assert.Equal(default, routed.ExpertsOf(0));
    }

    private static RowCounts RowsBetween(int source, int target, int rows) =>
        source == target ? new RowCounts(rows, 0, 0)
        : source / 4 == target / 4 ? new RowCounts(0, rows, 0)
        : new RowCounts(0, 0, rows);
}
