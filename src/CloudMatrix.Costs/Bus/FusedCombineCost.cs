using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>FusedCombine: experts' results are written back to their tokens' ranks and summed there.</summary>
/// <remarks>
/// <code>
/// 1  send     rows · row time                        AIV-Direct write and atomic flag (RowSendCost)
/// 2  wait     until the flags of all own tokens are set
/// 3  sum      (rows read + tokens written) · bytes / B
/// </code>
/// Source: arXiv:2506.12708 §4.2.1.
/// </remarks>
public static class FusedCombineCost
{
    /// <summary>What one row costs the expert's die: a BF16 row is read and written.</summary>
    public static RowTimes RowTimes(RowFormat format, PortRates port, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        var work = share.Machine.ExpertParallel.CombineRowWork;
        return RowSendCost.Of(new RowTransfer(format.Combine, format.Combine, work), port, share);
    }

    /// <summary>The time in which a rank sums its tokens' rows by gate weight.</summary>
    /// <param name="format">Row sizes.</param>
    /// <param name="rows">Rows that came back.</param>
    /// <param name="tokens">Tokens that they sum to.</param>
    /// <param name="machine">Gives the memory bandwidth.</param>
    public static VirtualDuration SumTime(RowFormat format, int rows, int tokens, MachineSpec machine) =>
        OperatorWork.Moving(((double)rows + tokens) * format.Combine.Count).Unlaunched(machine);
}
