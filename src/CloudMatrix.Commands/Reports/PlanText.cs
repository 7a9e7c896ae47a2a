using CloudMatrix.Costs;
using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>A plan as text: the best configuration, and those that no other beats.</summary>
internal static class PlanText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, PlanReport report, PlanFacts facts)
    {
        WriteBest(console, report);
        console.WriteLine();
        console.WriteLine("No other configuration has fewer NPUs and keeps its promise more often:");
        console.Write(TableOf(report));
        foreach (var row in report.Impossible.GroupBy(row => row.Refusal).Select(group => (group.Key, group.Count())))
        {
            console.WriteLine(Invariant($"{row.Item2:N0} cannot be: {row.Key}"));
        }

        console.WriteLine(
            Invariant($"{report.Tried:N0} configurations tried, {report.LeftOut:N0} need more NPUs than there are; ")
            + Invariant($"{facts.Computed:N0} computed in {facts.WallMs / 1e3:N1} s."));
    }

    private static void WriteBest(IAnsiConsole console, PlanReport report)
    {
        var promise = Invariant($"{report.SloTtftMs:N0} ms to the first token, {report.SloTpotMs:0.##} ms per token");
        var table = new FactTable();
        if (report.Best is { } best)
        {
            table
                .Add("Best", Invariant($"{best.Npus:N0} NPUs"), Name(best.Candidate))
                .Add("Goodput", Percent(best.GoodputShare), Invariant(
                    $"{best.GoodputPerSecond:N2} requests/s, {best.GoodputPerHourPerNpu:N1} an hour and NPU"))
                .Add("Cost", Invariant($"{best.NpuHoursPerMillionOutputTokens:N1} NPU hours"), "for a million tokens");
        }
        else
        {
            table.Add(
                "Best", "none", Invariant($"no configuration keeps {report.Attainment * 100:0.##} % of promises"));
        }

        table.Write(console, $"{report.ModelName} on at most {report.NpusMax} NPUs of {report.MachineName}: "
            + Invariant($"{report.Requests:N0} requests, {report.RequestsPerSecond:N2} a second, within {promise}"));
    }

    private static Table TableOf(PlanReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "NPUs", "as promised", "TTFT p99 ms", "TPOT p99 ms", "hours/M tokens",
            "prefill", "decode", "configuration");
        foreach (var column in table.Columns.SkipLast(1))
        {
            column.RightAligned();
        }

        foreach (var row in report.Pareto)
        {
            table.AddRow(
                Invariant($"{row.Npus:N0}"),
                Percent(row.GoodputShare),
                Figure(row.TtftP99Ms),
                Figure(row.TpotP99Ms),
                Figure(row.NpuHoursPerMillionOutputTokens),
                Percent(row.PrefillUtilization),
                Percent(row.DecodeUtilization),
                Name(row.Candidate));
        }

        return table;
    }

    private static string Name(PlanCandidate candidate) =>
        Invariant($"{candidate.Prefills} × {candidate.PrefillNpus} prefill, ")
        + Invariant($"{candidate.Decodes} × {candidate.DecodeNpus} decode, batch {candidate.Batch}")
        + (candidate.Microbatches is { } microbatches ? Invariant($", {microbatches} microbatches") : string.Empty)
        + (candidate.Mtp is { } mtp ? Invariant($", MTP {mtp}") : string.Empty)
        + (candidate.Plane switch
        {
            CachePlane.None => ", no cache",
            CachePlane.FrontEnd => ", cache over the front end",
            _ => string.Empty,
        });

    private static string Figure(double? value) => value is { } number ? Invariant($"{number:N1}") : "-";

    private static string Percent(double share) => Invariant($"{share * 100:N1} %");
}
