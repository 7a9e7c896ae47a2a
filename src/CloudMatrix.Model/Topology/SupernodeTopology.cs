using System.Diagnostics.CodeAnalysis;

namespace CloudMatrix.Model;

/// <summary>Where everything in a machine is: dies, packages, nodes, racks, and the chips and links between.</summary>
/// <remarks>
/// <code>
/// die ── lane ──▶ L1 chip ── uplink ──▶ L2 chip      in each sub-plane
///                 one a node            each one to all nodes
/// </code>
/// Dies, NPUs and CPUs are numbered node by node. Source: arXiv:2506.12708 §3.3.
/// </remarks>
public sealed class SupernodeTopology
{
    private readonly FabricNames _names;

    /// <summary>The topology of a machine.</summary>
    public SupernodeTopology(MachineSpec machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Machine = machine;
        _names = new FabricNames(this);
    }

    /// <summary>The machine.</summary>
    public MachineSpec Machine { get; }

    /// <summary>First-level switch chips of all nodes.</summary>
    public int L1ChipCount => Machine.Nodes * Machine.ScaleUp.SubPlanes;

    /// <summary>Second-level switch chips of all sub-planes.</summary>
    public int L2ChipCount => Machine.ScaleUp.SubPlanes * Machine.ScaleUp.L2ChipsPerSubPlane;

    /// <summary>CPUs that have a port into the scale-up network.</summary>
    public int ConnectedCpuCount => Machine.Cpu?.ScaleUpBandwidth is null ? 0 : Machine.Cpus;

    /// <summary>All dies, in order.</summary>
    public IEnumerable<DieId> Dies => Indices(Machine.Dies).Select(index => new DieId(index));

    /// <summary>All nodes, in order.</summary>
    public IEnumerable<NodeId> Nodes => Indices(Machine.Nodes).Select(index => new NodeId(index));

    /// <summary>All sub-planes, in order.</summary>
    public IEnumerable<SubPlaneId> SubPlanes =>
        Indices(Machine.ScaleUp.SubPlanes).Select(index => new SubPlaneId(index));

    /// <summary>CPUs that have a port into the scale-up network, in order.</summary>
    public IEnumerable<CpuId> ConnectedCpus => Indices(ConnectedCpuCount).Select(index => new CpuId(index));

    /// <summary>Every first-level chip, node by node.</summary>
    public IEnumerable<L1Chip> L1Chips => Nodes.SelectMany(_ => SubPlanes, (node, plane) => new L1Chip(node, plane));

    /// <summary>Every second-level chip, sub-plane by sub-plane.</summary>
    public IEnumerable<L2Chip> L2Chips =>
        SubPlanes.SelectMany(_ => L2Indices, (plane, index) => new L2Chip(plane, index));

    /// <summary>Every die's lanes, die by die.</summary>
    public IEnumerable<DieLane> DieLanes => Dies.SelectMany(_ => SubPlanes, (die, plane) => new DieLane(die, plane));

    /// <summary>Every connected CPU's lanes, CPU by CPU.</summary>
    public IEnumerable<CpuLane> CpuLanes =>
        ConnectedCpus.SelectMany(_ => SubPlanes, (cpu, plane) => new CpuLane(cpu, plane));

    /// <summary>Every link between first-level and second-level chips, node by node.</summary>
    public IEnumerable<Uplink> Uplinks =>
        L1Chips.SelectMany(_ => L2Indices, (chip, index) => new Uplink(chip.Node, chip.Plane, index));

    /// <summary>Everything that can be down.</summary>
    public IEnumerable<IFabricElement> Elements =>
    [
        .. SubPlanes.Select(plane => new SubPlane(plane)), .. L1Chips, .. L2Chips, .. DieLanes, .. CpuLanes, .. Uplinks,
    ];

    private IEnumerable<int> L2Indices => Indices(Machine.ScaleUp.L2ChipsPerSubPlane);

    /// <summary>The package that holds a die.</summary>
    public NpuId NpuOf(DieId die) => new(die.Index / Machine.DiesPerNpu);

    /// <summary>The node that holds a die.</summary>
    public NodeId NodeOf(DieId die) => new(die.Index / Machine.DiesPerNode);

    /// <summary>The node that holds a package.</summary>
    public NodeId NodeOf(NpuId npu) => new(npu.Index / Machine.NpusPerNode);

    /// <summary>The node that holds a CPU.</summary>
    public NodeId NodeOf(CpuId cpu) => new(cpu.Index / Machine.CpusPerNode);

    /// <summary>The node that holds a device.</summary>
    /// <exception cref="ArgumentException">The machine has no such device.</exception>
    public NodeId NodeOf(DeviceId device)
    {
        var count = device.Kind == DeviceKind.Die ? Machine.Dies : ConnectedCpuCount;
        return device.Index < 0 || device.Index >= count
            ? throw new ArgumentException($"{Machine.Name} has no {device} on its network.", nameof(device))
            : device.Kind == DeviceKind.Die ? NodeOf(new DieId(device.Index)) : NodeOf(new CpuId(device.Index));
    }

    /// <summary>The compute rack that holds a node.</summary>
    public RackId RackOf(NodeId node) => new(node.Index / Machine.NodesPerRack);

    /// <summary>
    /// Reads a name such as <c>plane:3</c>, <c>link:die-34/plane-3</c>, <c>link:node-4/plane-3/l2-7</c>,
    /// <c>chip:l1/node-4/plane-3</c> or <c>chip:l2/plane-3/7</c>.
    /// </summary>
    public bool TryParse(
        string name, [NotNullWhen(true)] out IFabricElement? element, [NotNullWhen(false)] out string? fault) =>
        _names.TryParse(name, out element, out fault);

    private static IEnumerable<int> Indices(int count) => Enumerable.Range(0, count);
}
