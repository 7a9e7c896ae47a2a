using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>A prefill report as text: the headline, the three streams, memory and load, and where it ran.</summary>
internal static class PrefillText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, PrefillReport report, PrefillFacts run)
    {
        WriteHeadline(console, report);
        console.Write(StageTable.Of(report));
        WriteLoad(console, report);
        console.WriteLine();
        new FactTable()
            .Add("Wall time", Invariant($"{run.WallMs:N1} ms"), Invariant(
                $"{run.WallOverModelled:N2} × the modelled time, {run.Workers} workers on {run.Machine}"))
            .Write(console, "This run");
    }

    private static void WriteHeadline(IAnsiConsole console, PrefillReport report)
    {
        new FactTable()
            .Add("Throughput", Invariant($"{report.TokensPerSecondPerNpu:N0} tokens/s"), Invariant(
                $"per NPU, {report.TokensPerSecondPerTflops:N2} for each TFLOPS of 8-bit peak"))
            .Add("Batch", Invariant($"{report.BatchMs:N1} ms"), Invariant(
                $"{report.Prompts:N0} prompts, {report.NewTokens:N0} tokens, {report.BatchTokensPerNpu:N0} per NPU")
                + Cached(report))
            .Add(
                "MoE layer",
                Invariant($"{report.LayerUs:N1} µs"),
                report.Microbatches == 1 ? "1 microbatch" : Invariant($"{report.Microbatches} microbatches"))
            .Add("Routing", report.Routing, $"balancer {report.Balancer}")
            .Add("Down", report.Down.Count == 0 ? "nothing" : Invariant($"{report.Down.Count}"),
                string.Join(", ", report.Down))
            .Write(console, $"{report.ModelName} on {report.MachineName}: " + Invariant(
                $"{report.Dies} dies, {report.ExpertShards} expert slots, seed {report.Seed}"));
    }

    private static string Cached(PrefillReport report) =>
        report.CachedTokens == 0 ? string.Empty : Invariant($"; {report.CachedTokens:N0} more are cached");

    private static void WriteLoad(IAnsiConsole console, PrefillReport report)
    {
        var memory = report.HbmBytesPerDie;
        var load = report.ExpertLoad;
        new FactTable()
            .Add("Weights", Gigabytes(memory.Weights), "of the fullest die")
            .Add("KV", Gigabytes(memory.Kv), "of all tokens, on every die")
            .Add("Buffers", Gigabytes(memory.Buffers), "collectives and attention")
            .Add("Free", Gigabytes(memory.Free))
            .Add("Hottest die", Invariant($"{report.HottestDieOverMean:N3} ×"), "the mean die's rows, mean of layers")
            .Add("Expert load", Invariant($"{load.Mean:N1} rows"), Invariant(
                $"mean of a slot and microbatch-layer; most {load.Max:N0}, {load.Max / load.Mean:N2} × the mean"))
            .Add("Rows", Invariant($"{report.TokensDispatched:N0}"), report.TokensCombined == report.TokensDispatched
                ? "dispatched, and as many combined"
                : Invariant($"dispatched, but {report.TokensCombined:N0} combined"))
            .Add("Over the bus", Gigabytes(report.BytesOverUb), "all dies")
            .Write(console, "Memory and load");
    }

    private static string Gigabytes(long bytes) => Invariant($"{bytes / 1e9:N2} GB");
}
