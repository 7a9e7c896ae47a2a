using CloudMatrix.Costs;
using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;
using static CloudMatrix.Commands.Amounts;

namespace CloudMatrix.Commands;

/// <summary>A replay as text.</summary>
internal static class CacheText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, CacheReport report, CacheFacts facts)
    {
        WriteHits(console, report);
        console.WriteLine();
        WriteTiers(console, report);
        console.WriteLine();
        if (!report.NamesBlocks)
        {
            console.WriteLine(
                "The trace does not say what its prompts share: each is like no other, and nothing is found.");
        }

        TraceText.WriteSkipped(console, report.SkippedLines);
        console.WriteLine(
            Invariant($"Read in {facts.ReadMs / 1e3:N2} s, replayed in {facts.WallMs / 1e3:N2} s: ")
            + Invariant($"{facts.NsPerBlock:N0} ns a block."));
    }

    private static void WriteHits(IAnsiConsole console, CacheReport report)
    {
        var prompts = report.Prompts;
        new FactTable()
            .Add("Blocks hit", Percent(prompts.HitRate), Invariant($"{prompts.Hits:N0} of {prompts.Blocks:N0}: ")
                + Invariant($"{prompts.DramHits:N0} in memory, {prompts.SsdHits:N0} on volumes"))
            .Add("Tokens hit", Percent(prompts.TokenHitRate), Invariant(
                $"{prompts.HitTokens:N0} of {prompts.Tokens:N0} need no prefill"))
            .Add("Stored", Invariant($"{report.Stored:N0}"), Invariant($"{report.Deduplicated:N0} were held already, ")
                + Invariant($"{report.Refused:N0} refused{WhyRefused(report)}"))
            .Add("To the NPUs", Size(report.TrafficBytes.PoolToNpu), $"over {Name(report.Plane)}")
            .Add("From the NPUs", Size(report.TrafficBytes.NpuToPool), $"over {Name(report.Plane)}")
            .Write(console, Invariant($"{report.Requests:N0} requests of a {report.TraceFormat} trace, ")
                + Invariant($"{report.ModelName} in blocks of {report.BlockTokens} tokens ")
                + Invariant($"({report.BlockBytes / 1e6:N1} MB)"));
    }

    private static void WriteTiers(IAnsiConsole console, CacheReport report)
    {
        var table = new FactTable();
        AddTier(table, "Memory", report.Dram);
        if (report.Ssd is { } ssd)
        {
            AddTier(table, "Volumes", ssd);
            table.Add("To memory", Size(report.TrafficBytes.SsdToDram), "from the volumes");
        }

        table
            .Add("Fullest CPU", OverMean(report.Balance.BytesMaxOverMean), "its bytes over the mean")
            .Add("Busiest CPU", OverMean(report.Balance.ReadMaxOverMean), "bytes read from it over the mean")
            .Write(console, $"Pool of {report.Cpus} CPUs of {report.MachineName}");
    }

    private static void AddTier(FactTable table, string name, CacheTier tier)
    {
        var capacity = tier.CapacityBytes is { } bytes ? $"of {Size(bytes)}" : "of any amount";
        table
            .Add(name, Size(tier.UsedBytes), Invariant(
                $"{capacity}; {tier.Blocks:N0} blocks, {tier.Evictions:N0} evicted"))
            .Add(
                "  rounding",
                Size(tier.RoundingBytes),
                $"lost in pages and slots; {Size(tier.FreeSlotBytes)} free in pages that are cut");
    }

    private static string WhyRefused(CacheReport report) =>
        report.Refused > 0 ? ": more than a CPU's part of the memory or the quota" : string.Empty;

    private static string Name(CachePlane plane) => plane switch
    {
        CachePlane.ScaleUp => "the scale-up network",
        CachePlane.FrontEnd => "the front-end network",
        _ => "no network: nothing is cached",
    };

    private static string Percent(double share) => Invariant($"{share * 100:N2} %");

    private static string OverMean(double? ratio) => ratio is { } over ? Invariant($"{over:N2} ×") : "-";
}
