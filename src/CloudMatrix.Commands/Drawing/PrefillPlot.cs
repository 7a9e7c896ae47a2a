using CloudMatrix.Simulation;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>Draws a prefill batch as one SVG picture: the three streams of a die during a layer.</summary>
public static class PrefillPlot
{
    private const double LayerBaseline = 102;
    private const double Height = 448;

    /// <summary>Writes one SVG document in UTF-8; the stream stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="report">Of the same run.</param>
    /// <param name="timeline">The spans of the watched dies; the first die's middle layer is drawn.</param>
    /// <exception cref="ArgumentException">The timeline holds no layer that dispatches.</exception>
    public static void Write(Stream output, PrefillReport report, IReadOnlyList<PrefillSpan> timeline)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(timeline);
        var panel = new PrefillPanel(report, PrefillWindow.Middle(timeline));
        PlotPage.Write(
            output,
            Height,
            new PlotTexts($"{report.ModelName} prefill on {report.MachineName}", Headline(report), Foot(report)),
            canvas => panel.Draw(canvas, LayerBaseline));
    }

    private static string Headline(PrefillReport report) =>
        $"{Figures.Whole(report.BatchTokensPerNpu)} tokens per NPU in {Figures.Whole(report.Prompts)} prompts"
        + $" · batch {Figures.Milliseconds(report.BatchMs)}"
        + $" · {Figures.Whole(report.TokensPerSecondPerNpu)} tokens/s per NPU";

    private static string Foot(PrefillReport report) => Invariant(
        $"{report.Dies} dies · {report.ExpertShards} expert shards · {report.Routing} routing, balancer ")
        + Invariant($"{report.Balancer} · hottest die {report.HottestDieOverMean:0.00} × · seed {report.Seed}");
}
