using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>What one row costs its sender, by where it goes, in picoseconds.</summary>
/// <param name="Local">To a slot of the same die.</param>
/// <param name="IntraNode">To another die of the same node.</param>
/// <param name="InterNode">To another node.</param>
public readonly record struct RowTimes(double Local, double IntraNode, double InterNode)
{
    /// <summary>The time in which a die sends all its rows.</summary>
    public VirtualDuration For(RowCounts rows) => VirtualDuration.RoundUpToPicoseconds(
        (rows.Local * Local) + (rows.IntraNode * IntraNode) + (rows.InterNode * InterNode));
}
