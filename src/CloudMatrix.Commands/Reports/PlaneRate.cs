using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>How fast one port of a network is, in one direction.</summary>
/// <param name="Plane">The network, e.g. "UB".</param>
/// <param name="Port">Whose port, e.g. "die".</param>
/// <param name="BandwidthGBps">In 10⁹ B/s.</param>
internal sealed record PlaneRate(string Plane, string Port, double BandwidthGBps)
{
    /// <summary>All networks of a machine.</summary>
    public static ImmutableArray<PlaneRate> Of(MachineSpec machine)
    {
        var scaleUp = machine.ScaleUp;
        var laneGBps = TopologyReport.GBps(scaleUp.Lane);
        var rates = ImmutableArray.CreateBuilder<PlaneRate>();
        rates.Add(new PlaneRate(scaleUp.Name, "link", laneGBps));
        rates.Add(new PlaneRate(scaleUp.Name, "die", scaleUp.SubPlanes * laneGBps));
        if (machine.Cpu?.ScaleUpBandwidth is { } cpu)
        {
            rates.Add(new PlaneRate(scaleUp.Name, "CPU", TopologyReport.GBps(cpu)));
        }

        if (scaleUp.L2ChipsPerSubPlane > 0)
        {
            var uplinks = scaleUp.SubPlanes * scaleUp.L2ChipsPerSubPlane;
            rates.Add(new PlaneRate(scaleUp.Name, "node", uplinks * laneGBps));
        }

        rates.Add(new PlaneRate(machine.ScaleOut.Name, "die", TopologyReport.GBps(machine.ScaleOut.PerDie)));
        rates.Add(new PlaneRate(machine.FrontEnd.Name, "node", TopologyReport.GBps(machine.FrontEnd.PerNode)));
        return rates.ToImmutable();
    }
}
