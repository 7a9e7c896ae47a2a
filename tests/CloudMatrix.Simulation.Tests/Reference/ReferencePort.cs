using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>When rows leave and when they have arrived, die by die and pair by pair.</summary>
internal sealed class ReferencePort(DecodeSpec spec)
{
    private readonly ExpertParallelSpec _link = spec.Machine.ExpertParallel;
    private readonly RowFormat _format = RowFormat.Of(spec.Model.HiddenSize, spec.Machine);

    /// <summary>When each die's first row leaves, and when its last row and all of its flags have left.</summary>
    /// <param name="launchedAt">When each die launches the operator.</param>
    /// <param name="rows">The rows of all dies.</param>
    /// <param name="share">The cores that send.</param>
    public Dictionary<int, (VirtualTime First, VirtualTime Last)> Dispatch(
        Dictionary<int, VirtualTime> launchedAt, List<ReferenceRow> rows, DieShare share) =>
        launchedAt.Keys.ToDictionary(die => die, die =>
        {
            var first = launchedAt[die] + spec.Machine.Operators.OperatorLaunch;
            var sent = Count(rows.Where(row => row.Source == die));
            var peers = launchedAt.Keys.Where(other => other != die).ToLookup(other => NodeOf(other) == NodeOf(die));
            return (first, first
                + FusedDispatchCost.RowTimes(_format, RatesOf(die), share).For(sent)
                + FusedDispatchCost.FlagTime(peers[true].Count(), peers[false].Count(), share));
        });

    /// <summary>As <see cref="Dispatch"/>, for results, which need no flags of their own.</summary>
    public Dictionary<int, (VirtualTime First, VirtualTime Last)> Return(
        Dictionary<int, VirtualTime> launchedAt, List<ReferenceRow> rows, DieShare share) =>
        launchedAt.Keys.ToDictionary(die => die, die =>
        {
            var first = launchedAt[die] + spec.Machine.Operators.OperatorLaunch;
            var sent = Count(rows.Where(row => row.Source == die));
            return (first, first + FusedCombineCost.RowTimes(_format, RatesOf(die), share).For(sent));
        });

    /// <summary>When the flags of all dies and the rows of some have arrived.</summary>
    public VirtualTime AllArrived(
        int die, List<ReferenceRow> rows, Dictionary<int, (VirtualTime First, VirtualTime Last)> sent) =>
        Arrived(die, (Count(rows), _format.Dispatch), sent, sent.Keys);

    /// <summary>When the rows of those dies that send any have arrived.</summary>
    public VirtualTime RowsArrived(
        int die, List<ReferenceRow> rows, Dictionary<int, (VirtualTime First, VirtualTime Last)> sent) =>
        Arrived(die, (Count(rows), _format.Combine), sent, rows.Select(row => row.Source).Distinct());

    // The port is busy from the first byte on for as long as all bytes take; the last sender may be later still. That
    // one has already waited for its share of the last write's latency.
    private VirtualTime Arrived(
        int die,
        (RowCounts Rows, Bytes Each) received,
        Dictionary<int, (VirtualTime First, VirtualTime Last)> sent,
        IEnumerable<int> senders)
    {
        var others = senders.Where(other => other != die).ToList();
        var landed = others.Select(other => sent[other].Last + Landing(LatencyTo(die, other)));
        var latest = landed.Append(sent[die].Last).Max();
        if (others.Count == 0)
        {
            return latest;
        }

        var (rows, rates) = (received.Rows, RatesOf(die));
        var perByte = (rows.IntraNode / rates.IntraNode.Value) + (rows.InterNode / rates.InterNode.Value);
        var busy = VirtualDuration.RoundUpToPicoseconds(perByte * received.Each.Count * 1e12);
        return new[] { latest, others.Min(other => sent[other].First + LatencyTo(die, other)) + busy }.Max();
    }

    private PortRates RatesOf(int die) => _link.Plane == NetworkPlane.ScaleOut
        ? new PortRates(_link.PortRate, _link.PortRate)
        : new PortRates(
            new BytesPerSecond(_link.PortRate.Value * spec.Fabric.IntraNodeShare(new DieId(die)).Value),
            new BytesPerSecond(_link.PortRate.Value * spec.Fabric.InterNodeShare(new DieId(die)).Value));

    private VirtualDuration Landing(VirtualDuration latency) =>
        latency - new VirtualDuration(latency.Picoseconds / _link.WritesInFlight);

    private VirtualDuration LatencyTo(int die, int other) =>
        NodeOf(die) == NodeOf(other) ? _link.IntraNodeLatency : _link.InterNodeLatency;

    private RowCounts Count(IEnumerable<ReferenceRow> rows) => rows.Aggregate(
        default(RowCounts),
        (counts, row) => counts + (row.Source == row.Target ? new RowCounts(1, 0, 0)
            : NodeOf(row.Source) == NodeOf(row.Target) ? new RowCounts(0, 1, 0)
            : new RowCounts(0, 0, 1)));

    private int NodeOf(int die) => die / spec.Machine.DiesPerNode;
}
