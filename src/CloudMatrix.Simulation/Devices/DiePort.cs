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
}
