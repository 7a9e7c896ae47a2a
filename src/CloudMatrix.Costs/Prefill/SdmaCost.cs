using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>What a collective costs a die whose DMA engine (SDMA) writes into its peers' memory.</summary>
/// <remarks>
/// <code>
/// t = launch + Σ over paths bytes / b + latency / f
/// </code>
/// b: what a die's writes reach on the path, f: writes kept in flight; the latency is that of the farthest path used.
/// Source: table 1 of arXiv:2506.12708; that SDMA reaches these rates is an assumption (docs/SOURCES.md).
/// </remarks>
public static class SdmaCost
{
    /// <summary>From the launch until the die has sent its last byte.</summary>
    /// <param name="rows">Rows that it sends.</param>
    /// <param name="row">Bytes of each.</param>
    /// <param name="rates">What its writes reach.</param>
    /// <param name="machine">Gives launch and latencies.</param>
    public static VirtualDuration SendTime(RowCounts rows, Bytes row, PortRates rates, MachineSpec machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var link = machine.ExpertParallel;
        var latency = rows.InterNode > 0 ? link.InterNodeLatency
            : rows.IntraNode > 0 ? link.IntraNodeLatency
            : VirtualDuration.Zero;
        return machine.Operators.OperatorLaunch
            + rates.TimeOf(rows.IntraNode * row.Count, rows.InterNode * row.Count)
            + new VirtualDuration(latency.Picoseconds / link.WritesInFlight);
    }
}
