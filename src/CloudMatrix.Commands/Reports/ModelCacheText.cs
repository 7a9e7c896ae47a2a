using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>Ways to keep models as text, the paper's figures beside ours.</summary>
internal static class ModelCacheText
{
    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole console, ModelCacheReport report)
    {
        console.WriteLine(Invariant($"{report.Instances} instances, {report.Models} models of ")
            + Invariant($"{report.ModelBytes / 1e9:N0} GB, on {report.MachineName}; {report.Switches:N0} switches"));
        console.Write(Table(report));
        if (!report.Published.IsEmpty)
        {
            console.WriteLine("In brackets: table 2 of the paper, whose caption calls its latencies illustrative.");
        }

        foreach (var line in Gaps(report))
        {
            console.WriteLine(line);
        }
    }

    private static Table Table(ModelCacheReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(string.Empty);
        foreach (var row in report.Rows)
        {
            table.AddColumn(new TableColumn(row.Name).RightAligned());
        }

        AddRow("Cold start, s", row => Invariant($"{row.ColdStartSeconds:N0}"));
        AddRow("Warm start, s", row => row.WarmStartSeconds is { } warm ? Invariant($"{warm:N1}") : "-");
        AddRow("Memory, models", row => Invariant($"{row.DramOverhead:N2}"));
        AddRow("Switches that hit", row => Invariant($"{row.SwitchHitRate * 100:N1} %"));
        AddRow("Mean switch, s", row => Invariant($"{row.SwitchSeconds:N1}"));
        return table;

        void AddRow(string name, Func<ModelCacheRow, string> cell) => table.AddRow(
            [name, .. report.Rows.Select((row, column) => report.Published.IsEmpty
                ? cell(row)
                : $"{cell(row)} ({cell(report.Published[column])})")]);
    }

    // What the table's latencies imply, where it answers the same question.
    private static IEnumerable<string> Gaps(ModelCacheReport report)
    {
        yield return Invariant($"Here the bucket gives {report.BucketGBps:N1} GB/s, and an instance reads memory at ")
            + Invariant($"{report.PoolReadGBps:N0} GB/s.");
        if (!report.Published.IsEmpty)
        {
            var pool = report.Published[^1];
            var (cold, warm) = (GBps(pool.ColdStartSeconds), GBps(pool.WarmStartSeconds!.Value));
            yield return Invariant($"The paper's {pool.ColdStartSeconds:N0} s imply {cold:N1} GB/s of the bucket's ")
                + Invariant($"stated {report.BucketGBps:N1} ({cold / report.BucketGBps * 100:N0} %), its ")
                + Invariant($"{pool.WarmStartSeconds:N0} s {warm:N0} GB/s, ")
                + Invariant($"{warm / report.PoolReadGBps * 100:N0} % of table 1's rate; ")
                + "all gaps follow from these two.";
        }

        yield return Invariant($"The fullest CPU of the pool holds {report.PoolFullestOverMean:N2} times the mean.");

        double GBps(double seconds) => report.ModelBytes / 1e9 / seconds;
    }
}
