using CloudMatrix.Simulation;
using Spectre.Console;
using Spectre.Console.Rendering;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>The stages of a die's streams, each with a bar as long as it lasts.</summary>
internal static class StageTable
{
    private const int BarWidth = 48;

    /// <summary>The table of a decode report.</summary>
    public static IRenderable Of(DecodeReport report)
    {
        var stages = report.StagesUs;
        return Of(
            new StageBars(
                "0 attention",
                Color.Teal,
                [("MLAProlog", stages.MlaProlog), ("Attention", stages.Attention), ("O_PROJ", stages.OProj)]),
            new StageBars(
                "1 experts",
                Color.Orange3,
                [
                    ("Gate", stages.Gate),
                    ("Dispatch", stages.Dispatch),
                    ("Experts", stages.Experts),
                    ("Combine", stages.Combine),
                ]));
    }

    /// <summary>The table of a prefill report.</summary>
    public static IRenderable Of(PrefillReport report)
    {
        var stages = report.StagesUs;
        return Of(
            new StageBars(
                "AIC",
                Color.Teal,
                [
                    ("Down-projection", stages.DownProjection),
                    ("Up-projection", stages.UpProjection),
                    ("Attention", stages.Attention),
                    ("O_PROJ", stages.OutputProjection),
                    ("Gate", stages.Gate),
                    ("Shared expert", stages.SharedExpert),
                    ("Experts", stages.Experts),
                ]),
            new StageBars(
                "AIV",
                Color.Purple,
                [("DispatchCompute", stages.DispatchCompute), ("CombineCompute", stages.CombineCompute)]),
            new StageBars(
                "SDMA",
                Color.Orange3,
                [
                    ("All-gather", stages.Gather),
                    ("All-to-all", stages.AllToAll),
                    ("Dispatch", stages.Dispatch),
                    ("Combine", stages.Combine),
                ]));
    }

    private static Table Of(params IReadOnlyList<StageBars> streams)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumn("Stream")
            .AddColumn("Stage")
            .AddColumn(new TableColumn("µs").RightAligned())
            .AddColumn("of one microbatch in a MoE layer");
        var longestUs = streams.Max(stream => stream.TotalUs);
        foreach (var (index, stream) in streams.Index())
        {
            if (index > 0)
            {
                table.AddEmptyRow();
            }

            AddStream(table, longestUs, stream);
        }

        return table;
    }

    private static void AddStream(Table table, double longestUs, StageBars stream)
    {
        var startUs = 0.0;
        foreach (var (name, us) in stream.Stages)
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

    private sealed record StageBars(string Name, Color Color, IReadOnlyList<(string Name, double Us)> Stages)
    {
        public double TotalUs => Stages.Sum(stage => stage.Us);
    }
}
