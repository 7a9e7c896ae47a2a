using System.Reflection;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>The supernode that a silo helps to host, and which of its nodes the silo wants.</summary>
public sealed class SupernodeSpec
{
    // Null where no CPU is on the scale-up network: such a machine pools nothing.
    private readonly HashRing? _ring;

    /// <summary>A supernode.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="wanted">
    /// Nodes that the silo's configuration names; null where it leaves that to the cluster.
    /// </param>
    public SupernodeSpec(MachineSpec machine, NodeRanges? wanted)
    {
        ArgumentNullException.ThrowIfNull(machine);
        Topology = new SupernodeTopology(machine);
        Wanted = wanted;
        Hash = Documents.HashOf(machine);
        _ring = Topology.ConnectedCpuCount > 0 ? HashRing.Of(Topology.ConnectedCpuCount) : null;
    }

    /// <summary>The version of the program: silos of another one do not join.</summary>
    public static string Version { get; } = typeof(SupernodeSpec).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The machine.</summary>
    public MachineSpec Machine => Topology.Machine;

    /// <summary>Where everything in it is.</summary>
    public SupernodeTopology Topology { get; }

    /// <summary>Nodes that the silo's configuration names; null where it leaves that to the cluster.</summary>
    public NodeRanges? Wanted { get; }

    /// <summary>Of the machine's specification: silos with another one do not join.</summary>
    public string Hash { get; }

    /// <summary>The CPU that owns a pooled block: the same on every silo.</summary>
    /// <exception cref="InvalidOperationException">No CPU is on the scale-up network.</exception>
    public CpuId OwnerOf(KvBlockKey key) => _ring?.OwnerOf(key)
        ?? throw new InvalidOperationException($"{Machine.Name} has no CPU on {Machine.ScaleUp.Name} to pool memory.");
}
