using CloudMatrix.Model;
using CloudMatrix.Simulation.Tests.Reference;

namespace CloudMatrix.Simulation.Tests;

public sealed class RowPayloadTests
{
    private const int Width = 5;

    [Fact]
    public void ByteRows_ThroughTheWindows_EqualAPlainLoop() =>
        Property.Holds(ExchangeCase.Cases, input =>
        {
            var exchange = input.Scatter();
            var rows = new ByteRows(input, Width);

            ForEachRank(input, rank => rows.Send(new RankId(rank), 0, NumbersOf(input, rank)));
            input.Answer(exchange, rows);
            ForEachRank(input, rank => rows.Sum(new RankId(rank), 0));

            var reference = new ReferenceExchange(input.SlotOfRow);
            ForEachRank(input, rank => AssertSums(reference, rank, input.RowsPerToken, rows));
        });

    private static void AssertSums(ReferenceExchange reference, int rank, int rowsPerToken, ByteRows rows)
    {
        for (var i = 0; i < Width; i++)
        {
            var place = i;
            var expected = reference.Sums(rank, rowsPerToken, row =>
            {
                var token = ByteRows.Token(rank, row.Number / rowsPerToken, Width);
                return (byte)(token[place] + row.Slot);
            });
            foreach (var (token, sum) in expected)
            {
                Assert.Equal(sum, rows.Sums[(rank, token)][place]);
            }
        }
    }

    private static void ForEachRank(ExchangeCase input, Action<int> act)
    {
        for (var rank = 0; rank < input.Ranks; rank++)
        {
            act(rank);
        }
    }

    private static ushort[] NumbersOf(ExchangeCase input, int rank) =>
        [.. Enumerable.Range(0, input.SlotOfRow[rank].Length).Select(row => (ushort)row)];
}
