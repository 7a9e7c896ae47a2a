using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// FusedDispatch: tokens are quantised and written into the buffers of their experts' dies, then packed there.
/// </summary>
/// <remarks>
/// <code>
/// 1  send     rows · row time                  quantise, offset, AIV-Direct write (RowSendCost)
/// 2  flag     ⌈peers / cores⌉ · latency / f    count and flag to every peer; the receiver waits for all of them
/// 3  pack     rows · 2 · bytes / B             rows into contiguous input of the feed-forward network
/// </code>
/// f: writes that a core keeps in flight (RowSendCost). Source: arXiv:2506.12708 §4.2.1.
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

    /// <summary>The time in which a die's cores write a flag to each of its peers.</summary>
    /// <param name="intraNodePeers">Peers on the same node.</param>
    /// <param name="interNodePeers">Peers on other nodes.</param>
    /// <param name="share">The cores that write.</param>
    public static VirtualDuration FlagTime(int intraNodePeers, int interNodePeers, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        var link = share.Machine.ExpertParallel;
        var peers = Math.Max(1, intraNodePeers + interNodePeers);
        var rounds = Math.Ceiling((double)(intraNodePeers + interNodePeers) / share.Cores.VectorCores);
        var latencies = ((double)intraNodePeers * link.IntraNodeLatency.Picoseconds)
            + ((double)interNodePeers * link.InterNodeLatency.Picoseconds);
        return VirtualDuration.RoundUpToPicoseconds(rounds * latencies / peers / link.WritesInFlight);
    }

    /// <summary>The time in which a die packs the rows that arrived.</summary>
    public static VirtualDuration PackTime(RowFormat format, int rows, MachineSpec machine) =>
        OperatorWork.Moving(2.0 * rows * format.Dispatch.Count).Unlaunched(machine);
}
