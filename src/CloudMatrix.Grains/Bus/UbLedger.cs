using System.Collections.Concurrent;
using CloudMatrix.Costs;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What control messages put on each device's port, as far as this silo's devices took part.</summary>
internal sealed class UbLedger(SupernodeSpec supernode, BusMeter meter)
{
    private readonly ConcurrentDictionary<DeviceId, BusUse> _uses = [];

    /// <summary>All ports that anything passed, in order.</summary>
    public IEnumerable<PortState> Ports => _uses
        .OrderBy(use => (use.Key.Kind, use.Key.Index))
        .Select(use => new PortState(use.Key, use.Value));

    /// <summary>A message that a device sends another.</summary>
    public void Count(DeviceId sender, DeviceId receiver, Bytes size)
    {
        var isLocal = supernode.Topology.NodeOf(sender) == supernode.Topology.NodeOf(receiver);
        var use = new BusUse(size.Count, 1, PortOf(sender).TimeOf(isLocal ? size.Count : 0, isLocal ? 0 : size.Count));
        meter.Count(size);
        _uses.AddOrUpdate(sender, static (_, added) => added, static (_, sum, added) => sum + added, use);
    }

    private PortRates PortOf(DeviceId device)
    {
        var network = supernode.Machine.ScaleUp;
        var rate = device.Kind == DeviceKind.Die
            ? new BytesPerSecond(network.Lane.Value * network.SubPlanes)
            : supernode.Machine.Cpu!.ScaleUpBandwidth!.Value;
        return new PortRates(rate, rate);
    }
}
