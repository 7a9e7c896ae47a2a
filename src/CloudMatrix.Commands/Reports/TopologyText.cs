using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>A topology report as text.</summary>
internal static class TopologyText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, TopologyReport report)
    {
        WriteCounts(console, report);
        console.WriteLine();
        WriteRates(console, report);
        console.WriteLine();
        WriteHealth(console, report);
    }

    private static void WriteCounts(IAnsiConsole console, TopologyReport report)
    {
        new FactTable()
            .Add("NPUs", Count(report.Npus), Invariant($"{report.Dies:N0} dies"))
            .Add("CPUs", Count(report.Cpus))
            .Add("Nodes", Count(report.Nodes), Invariant($"in {report.Racks:N0} racks"))
            .Add("Sub-planes", Count(report.SubPlanes))
            .Add("L1 chips", Count(report.L1Chips), "one per node and sub-plane")
            .Add("L2 chips", Count(report.L2Chips))
            .Add("Links", Count(report.DieLinks + report.CpuLinks + report.Uplinks), Invariant(
                $"{report.DieLinks:N0} of dies, {report.CpuLinks:N0} of CPUs, {report.Uplinks:N0} between L1 and L2"))
            .Write(console, report.MachineName);
    }

    private static void WriteRates(IAnsiConsole console, TopologyReport report)
    {
        var planes = new FactTable();
        foreach (var plane in report.Planes)
        {
            planes.Add(plane.Plane, Invariant($"{plane.BandwidthGBps:N0} GB/s"), $"a {plane.Port}");
        }

        planes.Write(console, "Planes, one direction");
        console.WriteLine();

        var paths = new FactTable();
        foreach (var path in report.Paths)
        {
            paths.Add(
                path.Operation,
                Invariant($"{path.BandwidthGBps:N0} GB/s"),
                Invariant($"{path.LatencyUs:N1} µs {path.Reach}"));
        }

        paths.Write(console, "Paths, as measured");
    }

    private static void WriteHealth(IAnsiConsole console, TopologyReport report)
    {
        var worst = report.WorstDie;
        var between = worst.InterNodeShare is { } share ? Invariant($", {share * 100:N1} % between nodes") : "";
        new FactTable()
            .Add("Down", report.Down.IsEmpty ? "nothing" : Count(report.Down.Length), string.Join(", ", report.Down))
            .Add("Worst die", Invariant($"{worst.PortGBps:N0} GB/s"), Invariant(
                $"{worst.Die} keeps {worst.IntraNodeShare * 100:N1} % in its node{between}"))
            .Write(console, "Health");
    }

    private static string Count(int count) => Invariant($"{count:N0}");
}
