namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>Dispatch and combine said slowly: every row is an object that finds its slot and comes back.</summary>
internal sealed class ReferenceExchange
{
    private readonly List<Row> _rows;

    /// <summary>Every row of every rank.</summary>
    /// <param name="slotOfRow">The slot of each row of each rank [ranks][rows].</param>
    public ReferenceExchange(IReadOnlyList<int[]> slotOfRow) =>
        _rows = [.. slotOfRow.SelectMany((slots, rank) => slots.Select((slot, row) => new Row(rank, row, slot)))];

    /// <summary>The rows that a slot takes, source by source and in each source's order.</summary>
    public IEnumerable<Row> At(int slot) => _rows.Where(row => row.Slot == slot);

    /// <summary>Rows that a slot takes from some ranks.</summary>
    public int Count(int slot, Func<int, bool> isSource) => At(slot).Count(row => isSource(row.Source));

    /// <summary>What each token of a rank gets back when every row has grown by its slot's answer.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="rowsPerToken">Rows of each token, one after another.</param>
    /// <param name="answer">What a slot makes of a row.</param>
    public Dictionary<int, int> Sums(int rank, int rowsPerToken, Func<Row, int> answer) => _rows
        .Where(row => row.Source == rank)
        .GroupBy(row => row.Number / rowsPerToken)
        .ToDictionary(token => token.Key, token => token.Sum(answer));

    /// <summary>One (source, token, choice), and where it goes.</summary>
    public readonly record struct Row(int Source, int Number, int Slot);
}
