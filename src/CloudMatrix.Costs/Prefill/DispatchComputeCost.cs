using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// DispatchCompute: vector cores put a microbatch's rows in the order of their experts, for SDMA to send.
/// </summary>
/// <remarks>
/// <code>
/// t = launch + max(rows · w / cores, rows · 2 · bytes / B)
/// </code>
/// w: a core's own work on a row, the same as in FusedDispatch; bytes: of a quantised row. Counts travel first, so that
/// SDMA writes each run of rows where the receiver's experts read it. Source: arXiv:2506.12708 §4.3.2.
/// </remarks>
public static class DispatchComputeCost
{
    /// <summary>The kernel's time; zero where there are no rows.</summary>
    /// <param name="format">Row sizes.</param>
    /// <param name="rows">Rows that the die sends.</param>
    /// <param name="share">The cores.</param>
    public static VirtualDuration Time(RowFormat format, int rows, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        var work = rows * share.Machine.ExpertParallel.DispatchRowWork.TotalSeconds / share.Cores.VectorCores;
        return rows == 0
            ? VirtualDuration.Zero
            : new OperatorWork(work, 2.0 * rows * format.Dispatch.Count).TimeOn(share.Machine);
    }
}
