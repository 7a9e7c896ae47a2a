using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>What operators alone took, as text.</summary>
internal static class OperatorText
{
    /// <summary>Writes what dispatch or combine took.</summary>
    public static void Write(IAnsiConsole console, ExchangeReport report) => new FactTable()
        .Add("Latency", Invariant($"{report.LatencyUs:N1} µs"), Invariant(
            $"until the last rank is done; mean of {report.Repeats} trials"))
        .Add("Bandwidth", Invariant($"{report.BandwidthGBps:N1} GB/s"), "a rank's routed rows over the latency")
        .Add("Hottest die", Invariant($"{report.HottestOverMean:N2} ×"), "its rows over the mean")
        .Add("Over the bus", Invariant($"{report.BytesOverUb / 1e6:N1} MB"), "all ranks, all trials")
        .Write(console, $"{report.Operator} on {report.MachineName}: " + Invariant(
            $"{report.Ep} ranks, {report.Tokens} tokens each, seed {report.Seed}"));

    /// <summary>Writes what a matrix product took.</summary>
    public static void Write(IAnsiConsole console, GemmReport report) => new FactTable()
        .Add("Latency", Invariant($"{report.LatencyUs:N1} µs"), "launch included")
        .Add("Utilization", Invariant($"{report.Utilization * 100:N1} %"), "of the die's INT8 peak")
        .Add("Bandwidth", Invariant($"{report.BandwidthGBps:N1} GB/s"), "compulsory bytes over the latency")
        .Write(console, $"gemm on a die of {report.MachineName}: " + Invariant(
            $"{report.Groups} × [{report.M}, {report.K}] × [{report.K}, {report.N}], INT8"));

    /// <summary>Writes what attention took.</summary>
    public static void Write(IAnsiConsole console, MlaReport report) => new FactTable()
        .Add("Latency", Invariant($"{report.LatencyUs:N1} µs"), "launch included")
        .Add("Utilization", Invariant($"{report.Utilization * 100:N1} %"), "of the die's BF16 peak")
        .Add("Bandwidth", Invariant($"{report.BandwidthGBps:N1} GB/s"), "bytes of cache over the latency")
        .Add("Bound by", report.Bound)
        .Add("Load", Invariant($"{report.Requests} requests"), Invariant(
            $"{report.TokensPerRequest} query tokens each, {report.Heads} heads, context {report.KvLength:N0} tokens"))
        .Write(console, $"mla of {report.ModelName} on a die of {report.MachineName}");
}
