using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class RoutedRowsTests
{
    [Fact]
    public void Add_RandomCounts_AreThoseOfEachPairOfDies()
    {
        var terms = RoutedTerms.Of(ToyPrefill.Spec);
        var random = SeededStream.Derive(7, "counts");
        var counts = Enumerable.Range(0, terms.Slots.Dies)
            .Select(_ => Enumerable.Range(0, terms.Slots.Slots).Select(_ => (ushort)random.NextBelow(50)).ToArray())
            .ToArray();
        var routed = new RoutedRows(terms);

        foreach (var (rank, row) in counts.Index())
        {
            routed.Add(rank, row);
        }

        foreach (var die in Enumerable.Range(0, terms.Slots.Dies))
        {
            Assert.Equal(Rows(die, (from, slot) => from == die, (from, to) => to), routed.Sent[die]);
            Assert.Equal(
                Rows(die, (from, slot) => terms.Slots.DieOfSlot[slot] == die, (from, to) => from), routed.Received[die]);
        }

        foreach (var slot in Enumerable.Range(0, terms.Slots.Slots))
        {
            Assert.Equal(counts.Sum(row => row[slot]), routed.BySlot[slot]);
        }

        RowCounts Rows(int die, Func<int, int, bool> isOfDie, Func<int, int, int> otherEnd)
        {
            var rows = default(RowCounts);
            foreach (var (from, row) in counts.Index())
            {
                foreach (var (slot, count) in row.Index())
                {
                    var other = otherEnd(from, terms.Slots.DieOfSlot[slot]);
                    rows += !isOfDie(from, slot) ? default
                        : other == die ? new RowCounts(count, 0, 0)
                        : other / 4 == die / 4 ? new RowCounts(0, count, 0)
                        : new RowCounts(0, 0, count);
                }
            }

            return rows;
        }
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
}
