using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// A die's end of the collectives: what its DMA engine sends, and when all that others send is there.
/// </summary>
internal sealed class SdmaPort
{
    private readonly int _die;
    private readonly MachineSpec _machine;
    private readonly PortRates _rates;
    private readonly ReceivePort _port;

    /// <summary>The port of one die of an instance.</summary>
    public SdmaPort(PrefillSpec spec, DieNeighbours neighbours)
    {
        _die = neighbours.Die;
        _machine = spec.Machine;
        _rates = DiePort.SdmaRatesOf(spec.Machine, spec.Fabric, new DieId(neighbours.Die));
        _port = new ReceivePort(neighbours, spec.Dies, _rates, spec.Machine);
    }

    /// <summary>The die begins to send.</summary>
    public void Send(Collective collective, Departures departures, VirtualTime start)
    {
        var time = SdmaCost.SendTime(collective.Sent[_die], collective.Row, _rates, _machine);
        departures.Set(_die, start + _machine.Operators.OperatorLaunch, start + time);
    }

    /// <summary>When the die has sent everything and everything sent to it has arrived.</summary>
    public VirtualTime End(Collective collective, Departures departures) =>
        _port.AllArrived(departures, collective.Received[_die], collective.Row);
}
