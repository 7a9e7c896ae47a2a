using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A die's port into the fabric that carries expert parallelism, with what is down taken off.</summary>
internal static class DiePort
{
    /// <summary>The port's rates. Only the scale-up fabric has planes and links that can be down.</summary>
    public static PortRates RatesOf(MachineSpec machine, FabricHealth fabric, DieId die)
    {
        var rate = machine.ExpertParallel.PortRate;
        return machine.ExpertParallel.Plane == NetworkPlane.ScaleUp
            ? new PortRates(fabric.IntraNodeShare(die).Of(rate), fabric.InterNodeShare(die).Of(rate))
            : new PortRates(rate, rate);
    }

    /// <summary>What the die's DMA engine reaches when it writes to others: what was measured on each path.</summary>
    public static PortRates SdmaRatesOf(MachineSpec machine, FabricHealth fabric, DieId die)
    {
        var link = machine.ExpertParallel;
        return link.Plane == NetworkPlane.ScaleUp
            ? new PortRates(
                fabric.IntraNodeShare(die).Of(link.IntraNode.Bandwidth),
                fabric.InterNodeShare(die).Of(link.InterNode.Bandwidth))
            : new PortRates(link.IntraNode.Bandwidth, link.InterNode.Bandwidth);
    }
}
