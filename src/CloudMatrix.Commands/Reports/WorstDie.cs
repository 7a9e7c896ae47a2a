using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>What the die that keeps least keeps of its scale-up port.</summary>
/// <param name="Die">Its name; the first of those that are equally badly off.</param>
/// <param name="IntraNodeShare">Of its bandwidth within the node, 0 to 1.</param>
/// <param name="InterNodeShare">Of that to other nodes, 0 to 1; null where the network ends at the node.</param>
/// <param name="PortGBps">Of its port, by the smaller of the two shares, in 10⁹ B/s.</param>
internal sealed record WorstDie(string Die, double IntraNodeShare, double? InterNodeShare, double PortGBps)
{
    /// <summary>The die of a machine that keeps least.</summary>
    public static WorstDie Of(SupernodeTopology topology, FabricHealth health)
    {
        var machine = topology.Machine;
        var worst = topology.Dies.MinBy(die => (Least(health, die), health.IntraNodeShare(die).Value));
        var port = new BytesPerSecond(machine.ScaleUp.SubPlanes * machine.ScaleUp.Lane.Value * Least(health, worst));
        var interNode = health.InterNodeShare(worst);
        return new WorstDie(
            worst.ToString(),
            health.IntraNodeShare(worst).Value,
            interNode.Total == 0 ? null : interNode.Value,
            TopologyReport.GBps(port));
    }

    private static double Least(FabricHealth health, DieId die)
    {
        var interNode = health.InterNodeShare(die);
        var intraNode = health.IntraNodeShare(die).Value;
        return interNode.Total == 0 ? intraNode : Math.Min(intraNode, interNode.Value);
    }
}
