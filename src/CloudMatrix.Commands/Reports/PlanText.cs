using CloudMatrix.Costs;
using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;
using static CloudMatrix.Commands.Amounts;

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
            table.Add("Best", "none", $"no configuration keeps {Percent(report.Attainment)} of its promises");
        }

        var limit = Invariant($"{report.ModelName} on at most {report.NpusMax} NPUs of {report.MachineName}: ");
        table.Write(console, limit + Invariant(
            $"{report.Requests:N0} requests, {report.RequestsPerSecond:N2} a second, within {promise}"));
    }

    private static Table TableOf(PlanReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(
            "NPUs", "prefill", "decode", "batch", "kept", "TTFT p99 ms", "TPOT p99 ms", "hours/M", "also");
        foreach (var column in table.Columns.SkipLast(1))
        {
            column.RightAligned().NoWrap();
        }

        foreach (var row in report.Pareto)
        {
            var candidate = row.Candidate;
            table.AddRow(
                Invariant($"{row.Npus:N0}"),
                Invariant($"{candidate.Prefills} × {candidate.PrefillNpus}"),
                Invariant($"{candidate.Decodes} × {candidate.DecodeNpus}"),
                Invariant($"{candidate.Batch}"),
                Percent(row.GoodputShare),
                Figure(row.TtftP99Ms),
                Figure(row.TpotP99Ms),
                Figure(row.NpuHoursPerMillionOutputTokens),
                Rest(candidate));
        }

        return table;
    }

    private static string Name(PlanCandidate candidate)
    {
        var rest = Rest(candidate);
        return Invariant($"{candidate.Prefills} × {candidate.PrefillNpus} prefill, ")
            + Invariant($"{candidate.Decodes} × {candidate.DecodeNpus} decode, batch {candidate.Batch}")
            + (rest.Length > 0 ? $", {rest}" : string.Empty);
    }

    private static string Rest(PlanCandidate candidate) => string.Join(", ", new[]
    {
        candidate.Microbatches is { } microbatches ? Invariant($"{microbatches} microbatches") : null,
        candidate.Mtp is { } mtp ? Invariant($"MTP {mtp}") : null,
        candidate.Plane switch
        {
            CachePlane.None => "no cache",
            CachePlane.FrontEnd => "cache over VPC",
            _ => null,
        },
    }.OfType<string>());

    private static string Figure(double? value) => value is { } number ? Invariant($"{number:N1}") : "-";
}
