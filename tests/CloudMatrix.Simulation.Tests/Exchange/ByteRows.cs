using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

/// <summary>
/// Rows that carry bytes: a rank writes its tokens' rows, a shard adds its slot's number to each, the rank sums them by
/// token. The second payload, beside <see cref="CountsPayload"/>, that the seam must bear.
/// </summary>
/// <param name="exchange">Which rows there are.</param>
/// <param name="width">Bytes of a row.</param>
internal readonly struct ByteRows(ExchangeCase exchange, int width) : IRowPayload
{
    private readonly Dictionary<(int Rank, int Row), byte[]> _windows = [];
    private readonly Dictionary<int, List<byte[]>> _inputs = [];

    public static bool CarriesRows => true;

    /// <summary>Sums [width] of each token of each rank.</summary>
    public Dictionary<(int Rank, int Token), int[]> Sums { get; } = [];

    /// <summary>A token's activations: all its rows are alike.</summary>
    public static byte[] Token(int rank, int token, int width) =>
        [.. Enumerable.Range(0, width).Select(i => (byte)((rank * 7) + (token * 3) + i))];

    public void Send(RankId source, int microbatch, ReadOnlySpan<ushort> rows)
    {
        foreach (var row in rows)
        {
            _windows[(source.Index, row)] = Token(source.Index, row / exchange.RowsPerToken, width);
        }
    }

    public void Receive(SlotId slot, RankId source, ReadOnlySpan<ushort> rows)
    {
        _inputs.TryAdd(slot.Index, []);
        foreach (var row in rows)
        {
            _inputs[slot.Index].Add(_windows[(source.Index, row)]);
        }
    }

    public void Compute(SlotId slot, int microbatch)
    {
        foreach (var row in _inputs[slot.Index])
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] += (byte)slot.Index;
            }
        }
    }

    public void Sum(RankId source, int microbatch)
    {
        for (var row = 0; row < exchange.SlotOfRow[source.Index].Length; row++)
        {
            var token = (source.Index, row / exchange.RowsPerToken);
            Sums.TryAdd(token, new int[width]);
            for (var i = 0; i < width; i++)
            {
                Sums[token][i] += _windows[(source.Index, row)][i];
            }
        }
    }
}
