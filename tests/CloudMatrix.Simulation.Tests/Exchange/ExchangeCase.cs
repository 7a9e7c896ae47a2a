using FsCheck;
using FsCheck.Fluent;

namespace CloudMatrix.Simulation.Tests;

/// <summary>A random exchange: which slot every row of every rank goes to.</summary>
/// <param name="Map">Where slots live; several a die, or one.</param>
/// <param name="DiesPerNode">Dies of a node; the last node may be partly used.</param>
/// <param name="RowsPerToken">Rows of each token.</param>
/// <param name="SlotOfRow">The slot of each row [ranks][rows]; a rank may have none.</param>
internal sealed record ExchangeCase(SlotMap Map, int DiesPerNode, int RowsPerToken, int[][] SlotOfRow)
{
    public static Gen<ExchangeCase> Cases { get; } =
        from dies in Gen.Choose(1, 12)
        from diesPerNode in Gen.Choose(1, 5)
        from spare in Gen.Choose(0, 2 * dies)
        from rowsPerToken in Gen.Choose(1, 9)
        from slotOfRow in RowsOf(dies + spare, rowsPerToken).ArrayOf(dies)
        select new ExchangeCase(SlotMap.Deal(dies, dies + spare, 0), diesPerNode, rowsPerToken, slotOfRow);

    public int Ranks => Map.Dies;

    /// <summary>All ranks have scattered their rows.</summary>
    public Exchange Scatter()
    {
        var exchange = new Exchange(Map, SlotOfRow.Max(rows => rows.Length));
        ScatterInto(exchange.Windows);
        return exchange;
    }

    /// <summary>As <see cref="Scatter"/>, into windows that were used before.</summary>
    public void ScatterInto(ExchangeWindows windows)
    {
        for (var rank = 0; rank < Ranks; rank++)
        {
            var window = windows.Open(rank, SlotOfRow[rank].Length);
            for (var row = 0; row < window.SlotOfRow.Length; row++)
            {
                window.SlotOfRow[row] = (ushort)SlotOfRow[rank][row];
            }

            window.Scatter(new ushort[Map.Slots]);
        }
    }

    /// <summary>The slots of each node, as one core each.</summary>
    public IEnumerable<ExpertShardCore> Nodes() =>
        from first in Enumerable.Range(0, Ranks)
        let neighbours = DieNeighbours.Of(first, DiesPerNode, Ranks)
        where neighbours.NodeFirst == first
        select new ExpertShardCore(Map, Map.SlotsOf(neighbours.NodeFirst, neighbours.NodeEnd), neighbours);

    /// <summary>Every node takes and answers its rows.</summary>
    public void Answer(Exchange exchange)
    {
        foreach (var node in Nodes())
        {
            node.Run(exchange);
        }
    }

    public override string ToString() =>
        $"{Map.Slots} slots on {Ranks} dies, {DiesPerNode} a node: "
        + string.Join(" | ", SlotOfRow.Select(rows => string.Join(',', rows)));

    private static Gen<int[]> RowsOf(int slots, int rowsPerToken) =>
        from tokens in Gen.Choose(0, 6)
        from rows in Gen.Choose(0, slots - 1).ArrayOf(tokens * rowsPerToken)
        select rows;
}
