using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Where a die receives: how fast its port takes bytes, and how far away the other dies are.</summary>
internal sealed class ReceivePort
{
    private const double PicosecondsPerSecond = 1e12;

    private readonly int _die;
    private readonly PortRates _rates;
    private readonly ImmutableArray<Peers> _peers;

    /// <summary>The port of one die.</summary>
    /// <param name="neighbours">Where the die stands.</param>
    /// <param name="dies">Dies of the instance.</param>
    /// <param name="rates">The port's rates.</param>
    /// <param name="machine">Gives the latencies.</param>
    public ReceivePort(DieNeighbours neighbours, int dies, PortRates rates, MachineSpec machine)
    {
        var (die, first, end) = neighbours;
        var near = machine.ExpertParallel.IntraNodeLatency;
        var far = machine.ExpertParallel.InterNodeLatency;
        _die = die;
        _rates = rates;
        var inFlight = machine.ExpertParallel.WritesInFlight;
        Peers[] peers =
        [
            new(0, first, far, Landing(far, inFlight)),
            new(first, die, near, Landing(near, inFlight)),
            new(die + 1, end, near, Landing(near, inFlight)),
            new(end, dies, far, Landing(far, inFlight)),
        ];
        _peers = [.. peers.Where(run => run.End > run.Begin)];
    }

    /// <summary>When the flags of all dies, and the rows that some of them send, have arrived.</summary>
    /// <param name="departures">When each die sent.</param>
    /// <param name="received">Rows that arrive.</param>
    /// <param name="row">Bytes of a row.</param>
    public VirtualTime AllArrived(Departures departures, RowCounts received, Bytes row)
    {
        var fold = Begin(departures, received, row);
        foreach (var run in _peers)
        {
            fold.Arrive(
                departures.EarliestFirst(run.Begin, run.End) + run.Latency,
                departures.LatestLast(run.Begin, run.End) + run.Landing);
        }

        return fold.Complete();
    }

    /// <summary>When the rows of those dies that send any have arrived.</summary>
    /// <param name="departures">When each die sent.</param>
    /// <param name="received">Rows that arrive.</param>
    /// <param name="row">Bytes of a row.</param>
    /// <param name="rowsBefore">Rows that come from dies before each die [dies + 1].</param>
    public VirtualTime RowsArrived(
        Departures departures, RowCounts received, Bytes row, ReadOnlySpan<ushort> rowsBefore)
    {
        var fold = Begin(departures, received, row);
        foreach (var run in _peers)
        {
            var (first, last) = departures.OfSenders((run.Begin, run.End), rowsBefore);
            if (last > VirtualTime.Zero)
            {
                fold.Arrive(first + run.Latency, last + run.Landing);
            }
        }

        return fold.Complete();
    }

    private ArrivalFold Begin(Departures departures, RowCounts received, Bytes row)
    {
        var fold = new ArrivalFold();
        fold.NotBefore(departures.LastOf(_die));
        var perByte = (received.IntraNode / _rates.IntraNode.Value) + (received.InterNode / _rates.InterNode.Value);
        fold.Occupy(perByte * row.Count * PicosecondsPerSecond);
        return fold;
    }

    // What is left of a write's latency when its sender goes on: the sender has waited for its share of it, for all of
    // it where a core keeps one write in flight (RowSendCost).
    private static VirtualDuration Landing(VirtualDuration latency, int writesInFlight) =>
        latency - new VirtualDuration(latency.Picoseconds / writesInFlight);

    /// <summary>Dies that follow one another and are equally far away.</summary>
    private readonly record struct Peers(int Begin, int End, VirtualDuration Latency, VirtualDuration Landing);
}
