using System.Diagnostics.Metrics;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>What passed the networks, and what of them is down.</summary>
internal sealed class BusMeter
{
    private readonly MachineSpec _machine;
    private readonly Counter<long> _sent;

    public BusMeter(IMeterFactory meters, SupernodeSpec supernode, UbPrices prices)
    {
        var meter = meters.Create(GrainsTelemetry.Name);
        _machine = supernode.Machine;
        _sent = meter.CreateCounter<long>(
            "cloudmatrix.plane.sent", "By", "Bytes that devices sent: rows to experts and back, and messages.");
        meter.CreateObservableGauge(
            "cloudmatrix.plane.down",
            () => new Measurement<int>(prices.Down.Length, PlaneTag(NetworkPlane.ScaleUp)),
            "{part}",
            "Sub-planes, chips and links that are down, as this silo knows.");
    }

    /// <summary>Rows went to experts and came back.</summary>
    public void Count(NetworkPlane plane, ExchangeTraffic traffic)
    {
        _sent.Add(traffic.Dispatch, PlaneTag(plane), new(GrainsTelemetry.Traffic, "dispatch"));
        _sent.Add(traffic.Combine, PlaneTag(plane), new(GrainsTelemetry.Traffic, "combine"));
    }

    /// <summary>A device sent another a message, over the scale-up network.</summary>
    public void Count(Bytes message) =>
        _sent.Add(message.Count, PlaneTag(NetworkPlane.ScaleUp), new(GrainsTelemetry.Traffic, "message"));

    private KeyValuePair<string, object?> PlaneTag(NetworkPlane plane) => new(
        GrainsTelemetry.Plane, plane == NetworkPlane.ScaleUp ? _machine.ScaleUp.Name : _machine.ScaleOut.Name);
}
