using System.Collections.Immutable;

namespace CloudMatrix.Model;

/// <summary>What of the scale-up network is down, and how much of each device's port that leaves.</summary>
/// <remarks>
/// <code>
/// within the node:  lanes up / sub-planes
/// between nodes:    Σ over lanes up of (uplinks up of the node in that sub-plane) / (sub-planes · L2 chips)
/// </code>
/// A lane is up if it, its L1 chip and its sub-plane are; an uplink is up if it and its L2 chip are. Traffic spreads
/// evenly over what is up. The share is of one end: a transfer is limited by the shares of both.
/// </remarks>
public sealed class FabricHealth
{
    private readonly SupernodeTopology _topology;
    private readonly HashSet<IFabricElement> _down;
    private readonly ImmutableArray<PortShares> _dies;
    private readonly ImmutableArray<PortShares> _cpus;

    private FabricHealth(SupernodeTopology topology, HashSet<IFabricElement> down)
    {
        _topology = topology;
        _down = down;
        var uplinks = topology.Nodes.Select(UplinksUpByPlane).ToImmutableArray();
        _dies = [.. topology.Dies.Select(die =>
            SharesOf(topology.NodeOf(die), uplinks, plane => new DieLane(die, plane)))];
        _cpus = [.. topology.ConnectedCpus.Select(cpu =>
            SharesOf(topology.NodeOf(cpu), uplinks, plane => new CpuLane(cpu, plane)))];
    }

    /// <summary>Where everything is.</summary>
    public SupernodeTopology Topology => _topology;

    /// <summary>Names of what is down, each once, in ordinal order.</summary>
    public ImmutableArray<string> Down =>
        [.. _down.Select(element => element.ToString()!).Order(StringComparer.Ordinal)];

    /// <summary>Nothing is down.</summary>
    public static FabricHealth AllUp(SupernodeTopology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return new FabricHealth(topology, []);
    }

    /// <summary>Some elements are down.</summary>
    /// <param name="topology">The machine's topology.</param>
    /// <param name="down">Names that <see cref="SupernodeTopology.TryParse"/> reads.</param>
    /// <exception cref="ConfigurationException">
    /// Names that mean nothing on this machine, or a die without a lane or a node without an uplink; holds all faults.
    /// </exception>
    public static FabricHealth WithDown(SupernodeTopology topology, IEnumerable<string> down)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(down);
        var faults = new List<string>();
        var elements = new HashSet<IFabricElement>();
        foreach (var name in down)
        {
            if (topology.TryParse(name, out var element, out var fault))
            {
                elements.Add(element);
            }
            else
            {
                faults.Add(fault);
            }
        }

        var health = new FabricHealth(topology, elements);
        faults.AddRange(health.CutOff());
        return faults.Count == 0 ? health : throw new ConfigurationException(faults);
    }

    /// <summary>What is left of a die's port within its node.</summary>
    public LaneShare IntraNodeShare(DieId die) => _dies[die.Index].IntraNode;

    /// <summary>What is left of a die's port to other nodes; 0/0 where the network ends at the node.</summary>
    public LaneShare InterNodeShare(DieId die) => _dies[die.Index].InterNode;

    /// <summary>What is left of a CPU's port within its node.</summary>
    public LaneShare IntraNodeShare(CpuId cpu) => _cpus[cpu.Index].IntraNode;

    /// <summary>What is left of a CPU's port to other nodes; 0/0 where the network ends at the node.</summary>
    public LaneShare InterNodeShare(CpuId cpu) => _cpus[cpu.Index].InterNode;

    private ImmutableArray<int> UplinksUpByPlane(NodeId node) =>
    [
        .. _topology.SubPlanes.Select(plane => Enumerable.Range(0, _topology.Machine.ScaleUp.L2ChipsPerSubPlane)
            .Count(l2 => !_down.Contains(new Uplink(node, plane, l2)) && !_down.Contains(new L2Chip(plane, l2)))),
    ];

    private PortShares SharesOf(
        NodeId node, ImmutableArray<ImmutableArray<int>> uplinksUp, Func<SubPlaneId, IFabricElement> lane)
    {
        var planes = _topology.Machine.ScaleUp.SubPlanes;
        var uplinksPerPlane = _topology.Machine.ScaleUp.L2ChipsPerSubPlane;
        var lanesUp = _topology.SubPlanes.Where(plane =>
            !_down.Contains(new SubPlane(plane))
            && !_down.Contains(new L1Chip(node, plane))
            && !_down.Contains(lane(plane))).ToImmutableArray();
        return new PortShares(
            new LaneShare(lanesUp.Length, planes),
            new LaneShare(lanesUp.Sum(plane => uplinksUp[node.Index][plane.Index]), planes * uplinksPerPlane));
    }

    private IEnumerable<string> CutOff()
    {
        var dies = _topology.Dies.ToLookup(die => (IntraNodeShare(die).Up, InterNodeShare(die)) switch
        {
            (0, _) => "no lane",
            (_, { Up: 0, Total: > 0 }) => "no way to other nodes",
            _ => null,
        });
        return dies.Where(group => group.Key is not null).Select(group => Describe([.. group], group.Key!));
    }

    private static string Describe(List<DieId> dies, string lacks) => dies.Count == 1
        ? $"{dies[0]} has {lacks} left"
        : $"{dies[0]} and {dies.Count - 1} other dies have {lacks} left";

    private readonly record struct PortShares(LaneShare IntraNode, LaneShare InterNode);
}
