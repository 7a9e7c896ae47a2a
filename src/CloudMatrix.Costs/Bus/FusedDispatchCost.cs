using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>FusedDispatch: tokens are quantised and written into the buffers of their experts' dies, then packed there.</summary>
/// <remarks>
/// <code>
/// 1  send     rows · row time                  quantise, offset, AIV-Direct write (RowSendCost)
/// 2  flag     latency of the path              count and flag to every peer; the receiver waits for all of them
/// 3  pack     rows · 2 · bytes / B             rows into contiguous input of the feed-forward network
/// </code>
/// Source: arXiv:2506.12708 §4.2.1.
/// </remarks>
public static class FusedDispatchCost
{
    /// <summary>What one row costs its sender: the BF16 row is read, the quantised row is written.</summary>
    public static RowTimes RowTimes(RowFormat format, PortRates port, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        var work = share.Machine.ExpertParallel.DispatchRowWork;
        return RowSendCost.Of(new RowTransfer(format.Combine, format.Dispatch, work), port, share);
    }

    /// <summary>The time in which a die packs the rows that arrived.</summary>
    public static VirtualDuration PackTime(RowFormat format, int rows, MachineSpec machine) =>
        OperatorWork.Moving(2.0 * rows * format.Dispatch.Count).Unlaunched(machine);
}
