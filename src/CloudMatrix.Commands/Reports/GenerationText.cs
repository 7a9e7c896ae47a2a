using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>What follows generated texts: how many tokens, what they take the machine, and where it ran.</summary>
internal static class GenerationText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, GenerationDocument document, GenerationFacts run)
    {
        var (report, pricedAs) = document;
        WriteTokens(console, report);
        WriteModelled(console, report, pricedAs);
        WriteRun(console, run);
    }

    private static void WriteTokens(IAnsiConsole console, GenerationReport report)
    {
        var drafts = report.Acceptance is { } acceptance
            ? Invariant($"{acceptance * 100:N1} %")
            : "no MTP";
        new FactTable()
            .Add("Texts", Invariant($"{report.Requests:N0}"), Invariant($"{report.Batch:N0} at a time"))
            .Add("Tokens", Invariant($"{report.GeneratedTokens:N0}"), Invariant(
                $"after prompts of {report.PromptTokens:N0}, in {report.Steps:N0} steps"))
            .Add("Acceptance", drafts, report.Drafted == 0 ? string.Empty : Invariant(
                $"{report.Accepted:N0} of {report.Drafted:N0} drafts"))
            .Add("Rows", Invariant($"{report.RowsDispatched:N0}"), report.RowsCombined == report.RowsDispatched
                ? "dispatched to experts, and as many combined"
                : Invariant($"dispatched, but {report.RowsCombined:N0} combined"))
            .Write(console, $"{report.ModelName} in {report.Precision}, " + Invariant(
                $"{report.Dies} dies, {report.ExpertShards} expert shards, seed {report.Seed}"));
    }

    private static void WriteModelled(IAnsiConsole console, GenerationReport report, PricedShape? pricedAs)
    {
        var table = new FactTable()
            .Add(report.ModelName, Invariant($"{report.TtftMs:N2} ms"), "TTFT, a batch of prompts together")
            .Add(string.Empty, Invariant($"{report.TpotMs:N3} ms"), Invariant(
                $"TPOT; a step of {report.IterationMs:N3} ms at {report.KvLength:N0} tokens of context"));
        if (pricedAs is var (ttftMs, decode))
        {
            table.Add(decode.ModelName, Invariant($"{ttftMs:N2} ms"), "TTFT")
                .Add(string.Empty, Invariant($"{decode.TpotMs:N3} ms"), Invariant(
                    $"TPOT; a step of {decode.IterationMs:N3} ms"));
        }

        table.Write(console, $"Modelled on {report.MachineName}, priced in the shape of");
    }

    private static void WriteRun(IAnsiConsole console, GenerationFacts run)
    {
        var hosts = run.Silos is { } silos ? Invariant($"{silos} silos") : Invariant($"{run.Workers} workers");
        new FactTable()
            .Add("Speed", Invariant($"{run.TokensPerSecond:N1} tokens/s"), Invariant($"{run.WallMs:N0} ms in all"))
            .Add("Memory", Invariant($"{run.PeakMemoryBytes / 1e6:N0} MB"), "at most")
            .Add("Where", run.Engine, Invariant($"engine, {hosts} on {run.Machine}"))
            .Write(console, "This run");
    }
}
