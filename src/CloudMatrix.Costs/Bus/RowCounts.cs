namespace CloudMatrix.Costs;

/// <summary>Rows that a die sends or receives, by where the other end is.</summary>
/// <param name="Local">On the same die: they do not touch the bus.</param>
/// <param name="IntraNode">On another die of the same node.</param>
/// <param name="InterNode">On another node.</param>
public readonly record struct RowCounts(int Local, int IntraNode, int InterNode)
{
    /// <summary>Both together.</summary>
    public static RowCounts operator +(RowCounts left, RowCounts right) =>
        new(left.Local + right.Local, left.IntraNode + right.IntraNode, left.InterNode + right.InterNode);

    /// <summary>All rows.</summary>
    public int Total => Local + IntraNode + InterNode;

    /// <summary>Rows that cross the bus.</summary>
    public int Remote => IntraNode + InterNode;
}
