using CloudMatrix.Costs;
using CloudMatrix.Simulation.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

public sealed class ExchangeWindowsTests
{
    [Fact]
    public void RowsOf_AnySlot_AreThoseOfTheReference() =>
        Property.Holds(ExchangeCase.Cases, input =>
        {
            var windows = input.Scatter().Windows;

            var reference = new ReferenceExchange(input.SlotOfRow);
            for (var slot = 0; slot < input.Map.Slots; slot++)
            {
                Assert.Equal(reference.At(slot), RowsFor(windows, slot));
            }
        });

    [Fact]
    public void Received_AnyRows_CountsThemByWhereTheyCameFrom() =>
        Property.Holds(ExchangeCase.Cases, input =>
        {
            var reference = new ReferenceExchange(input.SlotOfRow);
            var exchange = input.Scatter();

            input.Answer(exchange);

            for (var slot = 0; slot < input.Map.Slots; slot++)
            {
                Assert.Equal(Expected(input, reference, slot), exchange.Received[slot]);
            }
        });

    [Fact]
    public void Collect_AllAnswered_CountsEveryRow() =>
        Property.Holds(ExchangeCase.Cases, input =>
        {
            var exchange = input.Scatter();

            input.Answer(exchange);

            Assert.Equal(
                input.SlotOfRow.Select(rows => rows.Length),
                Enumerable.Range(0, input.Ranks).Select(exchange.Windows.Collect));
        });

    [Fact]
    public void Collect_OneSlotSilent_LacksItsRows() =>
        Property.Holds(ExchangeCase.Cases, input =>
        {
            var windows = input.Scatter().Windows;
            var silent = input.SlotOfRow.SelectMany(rows => rows).FirstOrDefault();

            windows.Gather(0, (0, input.Ranks), new int[silent]);
            windows.Gather(silent + 1, (0, input.Ranks), new int[input.Map.Slots - silent - 1]);

            Assert.Equal(
                input.SlotOfRow.Select(rows => rows.Count(slot => slot != silent)),
                Enumerable.Range(0, input.Ranks).Select(windows.Collect));
        });

    [Fact]
    public void Collect_WindowsUsedBefore_CountsOnlyTheNewRows() =>
        Property.Holds(ExchangeCase.Cases, input =>
        {
            var exchange = input.Scatter();
            var windows = exchange.Windows;
            input.Answer(exchange);
            var fewer = input with { SlotOfRow = [.. input.SlotOfRow.Select(rows => rows[..(rows.Length / 2)])] };

            fewer.ScatterInto(windows);

            Assert.All(Enumerable.Range(0, input.Ranks), rank => Assert.Equal(0, windows.Collect(rank)));
            fewer.Answer(exchange);
            Assert.Equal(
                fewer.SlotOfRow.Select(rows => rows.Length), Enumerable.Range(0, input.Ranks).Select(windows.Collect));
        });

    [Fact]
    public void Scatter_AnyRows_OffsetsEndAtTheirNumber() =>
        Property.Holds(ExchangeCase.Cases, input =>
        {
            var windows = input.Scatter().Windows;

            for (var rank = 0; rank < input.Ranks; rank++)
            {
                var offsets = windows.OffsetsOf(rank);
                Assert.Equal(0, offsets[0]);
                Assert.Equal(input.SlotOfRow[rank].Length, offsets[^1]);
            }
        });

    [Fact]
    public void Cases_Sampled_AreNotTrivial()
    {
        var cases = ExchangeCase.Cases.Sample(300, new Rnd(17), 30).ToList();

        for (var rows = 0; rows <= 3; rows++)
        {
            Assert.Contains(cases, input => input.Map.RoutedSlots.Any(slot => HasRows(input, slot, rows)));
        }

        Assert.Contains(cases, input => input.SlotOfRow.Any(rows => rows.Length == 0));
        Assert.Contains(cases, input => input.SlotOfRow.Any(rows => rows.Length > 32));
        Assert.Contains(cases, input => Enumerable.Range(0, input.Ranks).Any(die => input.Map.SlotsOn(die) > 2));
        Assert.Contains(cases, input => input.Ranks % input.DiesPerNode > 0 && input.Ranks > input.DiesPerNode);
    }

    [Theory]
    [InlineData(65_535, 1)]
    [InlineData(1, 65_536)]
    public void ExchangeWindows_MoreThanTheirNumbersHold_Throws(int slots, int rowsMax) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExchangeWindows(1, slots, rowsMax));

    private static bool HasRows(ExchangeCase input, int slot, int rows) =>
        input.SlotOfRow.Any(slots => slots.Count(other => other == slot) == rows);

    private static RowCounts Expected(ExchangeCase input, ReferenceExchange reference, int slot)
    {
        var die = input.Map.DieOfSlot[slot];
        var node = die / input.DiesPerNode;
        return new RowCounts(
            reference.Count(slot, source => source == die),
            reference.Count(slot, source => source != die && source / input.DiesPerNode == node),
            reference.Count(slot, source => source / input.DiesPerNode != node));
    }

    private static IEnumerable<ReferenceExchange.Row> RowsFor(ExchangeWindows windows, int slot) =>
        from rank in Enumerable.Range(0, windows.Ranks)
        from row in windows.RowsOf(rank, (slot, slot + 1)).ToArray()
        select new ReferenceExchange.Row(rank, row, slot);
}
