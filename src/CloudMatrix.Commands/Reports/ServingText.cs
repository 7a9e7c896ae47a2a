using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;
using static CloudMatrix.Commands.Amounts;

namespace CloudMatrix.Commands;

/// <summary>A served trace as text: what requests saw, how busy the service was, what the cache held.</summary>
internal static class ServingText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, ServingReport report, ReplayFacts facts)
    {
        WriteRequests(console, report);
        console.Write(LatencyTable(report));
        WriteService(console, report);
        console.WriteLine();
        RoleText.Write(console, report);
        WriteCache(console, report);
        console.WriteLine();
        TraceText.WriteSkipped(console, report.SkippedLines);
        console.WriteLine(
            Invariant($"Read in {facts.ReadMs / 1e3:N2} s, served in {facts.WallMs / 1e3:N2} s: ")
            + Invariant($"{facts.RequestsPerSecond:N0} requests a second, {facts.PeakMemoryBytes / 1e6:N0} MB."));
    }

    private static void WriteRequests(IAnsiConsole console, ServingReport report)
    {
        var goodput = report.Goodput;
        new FactTable()
            .Add("Completed", Invariant($"{report.Completed:N0}"), Invariant($"of {report.Offered:N0} offered; ")
                + $"{Refusals(report)}{Retries(report)}")
            .Add("Goodput", Percent(goodput.Share), Invariant(
                $"within {goodput.SloTtftMs:N0} ms to the first token and {goodput.SloTpotMs:0.##} ms per token: ")
                + Invariant($"{goodput.RequestsPerSecond:N2} requests/s"))
            .Add("Throughput", Invariant($"{report.OutputTokensPerSecond:N0} tokens/s"), Invariant(
                $"generated; with prompts {report.TokensPerSecondPerNpu:N1} a second and NPU"))
            .Add("Cost", Cost(report), "for a million generated tokens")
            .Write(console, $"{report.ModelName} on {report.Npus} NPUs of {report.MachineName}: " + Invariant(
                $"{report.Seconds:N1} s of a {report.TraceFormat} trace at speed {report.Speed:0.##}"));
    }

    private static Table LatencyTable(ServingReport report)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("ms", "mean", "p50", "p90", "p99", "max");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        AddLatencies(table, "Time to first token", report.TtftMs);
        AddLatencies(table, "Time per output token", report.TpotMs);
        AddLatencies(table, "End to end", report.EndToEndMs);
        return table;
    }

    private static void AddLatencies(Table table, string name, Latencies? times)
    {
        string[] figures = times is null
            ? ["-", "-", "-", "-", "-"]
            : [Ms(times.Mean), Ms(times.P50), Ms(times.P90), Ms(times.P99), Ms(times.Max)];
        table.AddRow([name, .. figures]);
    }

    private static void WriteService(IAnsiConsole console, ServingReport report)
    {
        var (prefill, decode) = (report.Prefill, report.Decode);
        new FactTable()
            .Add("Prefill", Percent(prefill.Utilization), Role(prefill) + Invariant(
                $"{prefill.TokensPerSecondPerNpu:N0} tokens/s per NPU, {prefill.MeanBatch:N0} a batch; ")
                + Invariant($"loading prefixes {Percent(report.PrefillLoading)}"))
            .Add("Decode", Percent(decode.Utilization), Role(decode) + Invariant(
                $"{decode.TokensPerSecondPerNpu:N1} tokens/s per NPU, {decode.MeanBatch:N1} requests an iteration"))
            .Add("KV blocks", Invariant($"{decode.KvBlocksMax:N0}"), Invariant(
                $"of {decode.KvBlocks:N0} on the fullest decode die; prefill {prefill.KvBlocksMax:N0} of ")
                + Invariant($"{prefill.KvBlocks:N0}"))
            .Add("Handover", Size(report.BytesPerPlane.ScaleOutHandover), "over the scale-out network")
            .Add(
                "Experts",
                Size(report.BytesPerPlane.ScaleUpExperts),
                "dispatch and combine, over the scale-up network")
            .Write(console, "Service: share of the time in which instances worked");
    }

    private static void WriteCache(IAnsiConsole console, ServingReport report)
    {
        var (cache, bytes) = (report.Cache, report.BytesPerPlane);
        new FactTable()
            .Add("Blocks hit", Percent(cache.Prompts.HitRate), Invariant(
                $"{cache.Prompts.Hits:N0} of {cache.Prompts.Blocks:N0}; ")
                + Invariant($"{cache.HitsLostInFlight:N0} more were in flight"))
            .Add("Tokens hit", Percent(cache.Prompts.TokenHitRate), Invariant($"{cache.Prompts.HitTokens:N0} of ")
                + Invariant($"{cache.Prompts.Tokens:N0}"))
            .Add("Memory", Size(cache.Dram.UsedBytes), Invariant(
                $"{cache.Dram.Blocks:N0} blocks at the end, {cache.Dram.Evictions:N0} evicted"))
            .Add("Moved", Size(bytes.ScaleUpCache), Invariant(
                $"over the scale-up network, {Size(bytes.FrontEndCache)} over the front-end network"))
            .Write(console, "Context cache");
    }

    private static string Refusals(ServingReport report) => report.Refused == 0
        ? "none refused"
        : Invariant($"{report.Refused:N0} refused: ")
            + string.Join(", ", report.RefusedBy.Select(why => Invariant($"{why.Key} {why.Value:N0}")));

    private static string Retries(ServingReport report) =>
        report.Retries == 0 ? string.Empty : Invariant($"; begun again {report.Retries:N0} times");

    private static string Role(RoleUse use) => Invariant($"{use.Instances} × {use.NpusEach} NPUs; ");

    private static string Cost(ServingReport report) =>
        report.NpuHoursPerMillionOutputTokens is { } hours ? Invariant($"{hours:N1} NPU hours") : "-";

    private static string Ms(double milliseconds) => Invariant($"{milliseconds:N1}");
}
