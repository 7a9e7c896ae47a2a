using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>
/// What sending one row costs a die whose vector cores write straight into remote memory (AIV-Direct).
/// </summary>
/// <remarks>
/// <code>
/// remote row = bytes / P + (w + latency / f) / cores
/// local row  = (bytes read + bytes written) / B
/// </code>
/// P: the die's port, which serialises the rows of all cores; w: a core's own work on a row (copy, quantise, offset);
/// f: writes that a core keeps in flight, 1 where it waits for each; B: memory bandwidth that operators reach.
/// Source: the pipeline: arXiv:2506.12708 §4.2.1; latency: table 1; w: fitted to table 7 (docs/SOURCES.md).
/// </remarks>
public static class RowSendCost
{
    /// <summary>The time of one row to each kind of target.</summary>
    /// <param name="transfer">What is sent and what a core does with it.</param>
    /// <param name="port">The die's port.</param>
    /// <param name="share">The cores that send.</param>
    public static RowTimes Of(RowTransfer transfer, PortRates port, DieShare share)
    {
        ArgumentNullException.ThrowIfNull(transfer);
        ArgumentNullException.ThrowIfNull(share);
        var link = share.Machine.ExpertParallel;
        var local = (transfer.Read + transfer.Written).Count / share.Machine.Operators.HbmAchieved.Value * 1e12;
        return new RowTimes(
            local,
            Remote(transfer, port.IntraNode, link.IntraNodeLatency, share),
            Remote(transfer, port.InterNode, link.InterNodeLatency, share));
    }

    private static double Remote(RowTransfer transfer, BytesPerSecond rate, VirtualDuration latency, DieShare share)
    {
        var exposed = latency.Picoseconds / (double)share.Machine.ExpertParallel.WritesInFlight;
        var serialisation = transfer.Written.Count / rate.Value * 1e12;
        return serialisation + ((transfer.CoreWork.Picoseconds + exposed) / share.Cores.VectorCores);
    }
}
