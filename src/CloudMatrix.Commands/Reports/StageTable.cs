using CloudMatrix.Simulation;
using Spectre.Console;
using Spectre.Console.Rendering;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>The stages of the two streams, each with a bar as long as it lasts.</summary>
internal static class StageTable
{
    private const int BarWidth = 48;

    /// <summary>The table of a report.</summary>
    public static IRenderable Of(DecodeReport report)
    {
        var stages = report.StagesUs;
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn("Stream")
            .AddColumn("Stage")
            .AddColumn(new TableColumn("µs").RightAligned())
            .AddColumn("of one microbatch in a MoE layer");
        var longestUs = Math.Max(stages.Stream0, stages.Stream1);
        AddStream(
            table,
            longestUs,
            ("0 attention", Color.Teal, stages.Stream0),
            ("MLAProlog", stages.MlaProlog),
            ("Attention", stages.Attention),
            ("O_PROJ", stages.OProj));
        table.AddEmptyRow();
        AddStream(
            table,
            longestUs,
            ("1 experts", Color.Orange3, stages.Stream1),
            ("Gate", stages.Gate),
            ("Dispatch", stages.Dispatch),
            ("Experts", stages.Experts),
            ("Combine", stages.Combine));
        return table;
    }

    private static void AddStream(
        Table table,
        double longestUs,
        (string Name, Color Color, double TotalUs) stream,
        params IReadOnlyList<(string Name, double Us)> stages)
    {
        var startUs = 0.0;
        foreach (var (name, us) in stages)
        {
            var (first, end) = (Columns(startUs), Columns(startUs + us));
            var bar = new string(' ', first) + new string('█', end - first);
            table.AddRow(
                new Text(startUs == 0 ? stream.Name : string.Empty),
                new Text(name),
                new Text(Invariant($"{us:N1}")),
                new Text(bar, stream.Color));
            startUs += us;
        }

        table.AddRow(
            new Text(string.Empty),
            new Text("together"),
            new Text(Invariant($"{stream.TotalUs:N1}"), new Style(decoration: Decoration.Bold)),
            new Text(string.Empty));

        int Columns(double us) => longestUs > 0 ? (int)Math.Round(us / longestUs * BarWidth) : 0;
    }
}
