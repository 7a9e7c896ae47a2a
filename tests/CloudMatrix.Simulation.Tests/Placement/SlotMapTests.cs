using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class SlotMapTests
{
    private static readonly Gen<SlotMap> Maps =
        from dies in Gen.Choose(1, 100)
        from sharedCopies in Gen.Choose(0, dies)
        from routedSlots in Gen.Choose(Math.Max(1, dies - sharedCopies), 300)
        select SlotMap.Deal(dies, routedSlots, sharedCopies);

    [Fact]
    public void Deal_AnyCounts_HoldsAsManyOnEachDieOrOneMore() =>
        Property.Holds(Maps, map =>
        {
            var onDie = Enumerable.Range(0, map.Dies).Select(map.SlotsOn).ToList();

            Assert.InRange(onDie.Min(), 1, onDie.Max());
            Assert.InRange(onDie.Max() - onDie.Min(), 0, 1);
            Assert.Equal(map.Slots, onDie.Sum());
        });

    [Fact]
    public void Deal_AnyCounts_NumbersSlotsDieByDie() =>
        Property.Holds(Maps, map =>
        {
            Assert.Equal(map.DieOfSlot.Order(), map.DieOfSlot);
            Assert.All(
                Enumerable.Range(0, map.Slots),
                slot => Assert.InRange(
                    slot, map.FirstSlotOfDie[map.DieOfSlot[slot]], map.FirstSlotOfDie[map.DieOfSlot[slot] + 1] - 1));
        });

    [Fact]
    public void Deal_AnyCounts_EverySlotIsSharedOrRouted() =>
        Property.Holds(Maps, map =>
        {
            Assert.Equal(Enumerable.Range(0, map.Slots), map.SharedSlots.Concat(map.RoutedSlots).Order());
            Assert.Equal(map.SharedSlots, Enumerable.Range(0, map.Slots).Where(map.IsShared));
        });

    [Fact]
    public void Deal_AnyCounts_SpreadsSharedCopiesEvenly() =>
        Property.Holds(Maps, map =>
        {
            var dies = map.SharedSlots.Select(slot => map.DieOfSlot[slot]).ToList();
            var gaps = dies.Skip(1).Append(map.Dies).Zip(dies, (next, die) => next - die).ToList();

            Assert.All(Enumerable.Range(0, map.Dies), die => Assert.InRange(map.SharedSlotsOn(die), 0, 1));
            Assert.True(gaps.Count == 0 || gaps.Max() - gaps.Min() <= 1);
        });

    [Fact]
    public void SharedSlotFor_EveryRank_IsServedByEqualRuns() =>
        Property.Holds(Maps, map =>
        {
            if (map.SharedSlots.IsEmpty)
            {
                return;
            }

            var copies = Enumerable.Range(0, map.Dies).Select(map.SharedSlotFor).ToList();
            var served = map.SharedSlots.Select(copy => copies.Count(other => other == copy)).ToList();
            Assert.Equal(copies.Order(), copies);
            Assert.Equal(map.Dies, served.Sum());
            Assert.InRange(served.Max() - served.Min(), 0, 1);
        });

    [Fact]
    public void Deal_PaperInstance_HasOneSlotADieAndACopyForTenRanks()
    {
        var map = SlotMap.Deal(320, 288, 32);

        Assert.All(Enumerable.Range(0, 320), die => Assert.Equal(1, map.SlotsOn(die)));
        Assert.Equal(Enumerable.Range(0, 32).Select(copy => copy * 10), map.SharedSlots);
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(4, 3, 0)]
    [InlineData(4, 8, 5)]
    [InlineData(4, 8, -1)]
    public void Deal_ImpossibleCounts_Throws(int dies, int routedSlots, int sharedCopies) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SlotMap.Deal(dies, routedSlots, sharedCopies));
}
