using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>A decode report as text: the headline, the two streams, memory and load, and where it ran.</summary>
internal static class DecodeText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, DecodeReport report, RunFacts run)
    {
        WriteHeadline(console, report);
        console.Write(StageTable.Of(report));
        WriteLoad(console, report);
        console.WriteLine();
        WriteRun(console, report, run);
    }

    private static void WriteHeadline(IAnsiConsole console, DecodeReport report)
    {
        var tokensPerStep = report.IterationMs / report.TpotMs;
        new FactTable()
            .Add("TPOT", Invariant($"{report.TpotMs:N2} ms"), Invariant(
                $"a step of {report.IterationMs:N2} ms ÷ {tokensPerStep:0.##} tokens"))
            .Add("Throughput", Invariant($"{report.TokensPerSecondPerNpu:N0} tokens/s"), "per NPU")
            .Add("MoE layer", Invariant($"{report.LayerUs:N1} µs"), Pipeline(report))
            .Add("Batch", Invariant($"{report.BatchPerNpu} requests"), Invariant(
                $"per NPU, {report.KvLength:N0} tokens of context each, {Drafting(report)}"))
            .Add("Routing", report.Routing)
            .Add("Down", CountOrNothing(report.Down.Count), string.Join(", ", report.Down))
            .Write(console, $"{report.ModelName} on {report.MachineName}: " + Invariant(
                $"{report.Dies} dies, {report.ExpertShards} expert slots, seed {report.Seed}"));
    }

    private static string Drafting(DecodeReport report) =>
        report.MtpLayers == 0 ? "no MTP" : Invariant($"MTP acceptance {report.Acceptance}");

    private static string Pipeline(DecodeReport report) => report.Microbatches == 1
        ? Invariant($"1 microbatch, all {report.AttentionAics} AICs in turn ({report.OperatingPoint})")
        : Invariant($"{report.Microbatches} microbatches, {report.AttentionAics} AICs for attention ")
            + $"({report.OperatingPoint})";

    private static void WriteLoad(IAnsiConsole console, DecodeReport report)
    {
        var memory = report.HbmBytesPerDie;
        var load = report.ExpertLoad;
        new FactTable()
            .Add("Weights", Gigabytes(memory.Weights), "of the fullest die")
            .Add("KV", Gigabytes(memory.Kv))
            .Add("Buffers", Gigabytes(memory.Buffers), "dispatch and combine")
            .Add("Free", Gigabytes(memory.Free))
            .Add("Expert load", Invariant($"{load.Mean:N1} rows"), Invariant(
                $"mean of a slot and microbatch-layer; most {load.Max:N0}, {load.Max / load.Mean:N2} × the mean"))
            .Add("Rows", Invariant($"{report.TokensDispatched:N0}"), report.TokensCombined == report.TokensDispatched
                ? "dispatched, and as many combined"
                : Invariant($"dispatched, but {report.TokensCombined:N0} combined"))
            .Add("Over the bus", Gigabytes(report.BytesOverUb), "all dies, all steps")
            .Write(console, "Memory and load");
    }

    private static void WriteRun(IAnsiConsole console, DecodeReport report, RunFacts run)
    {
        var steps = report.Steps == 1 ? "1 step" : Invariant($"{report.Steps:N0} steps");
        new FactTable()
            .Add("Wall time", Invariant($"{run.WallMs:N1} ms"), Invariant(
                $"{steps}, {run.WallMsPerStep:N1} ms each: {run.WallOverModelled:N2} × the modelled time"))
            .Add("Allocated", Invariant($"{run.AllocatedBytesPerStep:N0} B"), "a step")
            .Add("Where", run.Engine, Invariant($"engine, {Hosts(run)} on {run.Machine}"))
            .Write(console, "This run");
    }

    private static string Hosts(RunFacts run) => run.Silos is { } silos
        ? Invariant($"{silos} {(silos == 1 ? "silo" : "silos")}, the first")
        : Invariant($"{run.Workers} workers");

    private static string CountOrNothing(int count) => count == 0 ? "nothing" : Invariant($"{count}");

    private static string Gigabytes(long bytes) => Invariant($"{bytes / 1e9:N2} GB");
}
