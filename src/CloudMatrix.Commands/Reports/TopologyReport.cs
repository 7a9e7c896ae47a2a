using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>What a machine is made of, how fast its planes are, and what is left when parts are down.</summary>
internal sealed record TopologyReport
{
    private const double BytesPerGB = 1e9;

    /// <summary>The machine's name.</summary>
    public required string MachineName { get; init; }

    /// <summary>Accelerator packages.</summary>
    public required int Npus { get; init; }

    /// <summary>Dies.</summary>
    public required int Dies { get; init; }

    /// <summary>CPU sockets.</summary>
    public required int Cpus { get; init; }

    /// <summary>Nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>Compute racks.</summary>
    public required int Racks { get; init; }

    /// <summary>Sub-planes of the scale-up network.</summary>
    public required int SubPlanes { get; init; }

    /// <summary>First-level switch chips.</summary>
    public required int L1Chips { get; init; }

    /// <summary>Second-level switch chips.</summary>
    public required int L2Chips { get; init; }

    /// <summary>Links between dies and first-level chips.</summary>
    public required int DieLinks { get; init; }

    /// <summary>Links between CPUs and first-level chips.</summary>
    public required int CpuLinks { get; init; }

    /// <summary>Links between first-level and second-level chips.</summary>
    public required int Uplinks { get; init; }

    /// <summary>Each network, and how fast one port of it is.</summary>
    public required ImmutableArray<PlaneRate> Planes { get; init; }

    /// <summary>What was measured between two devices of the scale-up network.</summary>
    public required ImmutableArray<PathRate> Paths { get; init; }

    /// <summary>Names of what is down.</summary>
    public required ImmutableArray<string> Down { get; init; }

    /// <summary>The die that keeps least.</summary>
    public required WorstDie WorstDie { get; init; }

    /// <summary>The report of a machine in some state.</summary>
    public static TopologyReport Of(SupernodeTopology topology, FabricHealth health)
    {
        var machine = topology.Machine;
        return new TopologyReport
        {
            MachineName = machine.Name,
            Npus = machine.Npus,
            Dies = machine.Dies,
            Cpus = machine.Cpus,
            Nodes = machine.Nodes,
            Racks = machine.Racks,
            SubPlanes = machine.ScaleUp.SubPlanes,
            L1Chips = topology.L1ChipCount,
            L2Chips = topology.L2ChipCount,
            DieLinks = topology.DieLanes.Count(),
            CpuLinks = topology.CpuLanes.Count(),
            Uplinks = topology.Uplinks.Count(),
            Planes = PlaneRate.Of(machine),
            Paths = PathRate.Of(machine.ScaleUp),
            Down = health.Down,
            WorstDie = WorstDie.Of(topology, health),
        };
    }

    /// <summary>In 10⁹ B/s.</summary>
    public static double GBps(BytesPerSecond rate) => rate.Value / BytesPerGB;
}
