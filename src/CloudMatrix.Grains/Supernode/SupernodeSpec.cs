using System.Reflection;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>The supernode that a silo helps to host, and which of its nodes the silo wants.</summary>
public sealed class SupernodeSpec
{
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
}
