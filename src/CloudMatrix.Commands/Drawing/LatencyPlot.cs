using CloudMatrix.Model;
using CloudMatrix.Simulation;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>Which share of requests waited no longer than so: first token, tokens after it, and all.</summary>
internal static class LatencyPlot
{
    private const double Top = 130;
    private const double PanelHeight = 130;
    private const double Pitch = 210;
    private const double HeadingLift = 32;
    private const double Height = Top + (2 * Pitch) + PanelHeight + 70;

    // More points than pixels would only make the file larger.
    private const int PointsMax = 400;

    /// <summary>Writes one SVG document in UTF-8; the stream stays open.</summary>
    public static void Write(Stream output, ServingReport report, IReadOnlyList<RequestRecord> requests)
    {
        var texts = new PlotTexts(
            $"{report.ModelName} on {report.MachineName}: how long requests waited",
            Invariant($"{report.Completed:N0} of {report.Offered:N0} requests completed · ")
                + Invariant($"{report.Goodput.Share * 100:0.0} % as promised"),
            ServingPlots.Foot(report));
        PlotPage.Write(output, Height, texts, canvas => Draw(canvas, report, requests));
    }

    private static void Draw(SvgCanvas canvas, ServingReport report, IReadOnlyList<RequestRecord> requests)
    {
        var completed = requests.Where(request => request.Outcome == ServedAs.Completed).ToList();
        var (first, each) = (report.Goodput.SloTtftMs, report.Goodput.SloTpotMs);
        DrawPanel(canvas, 0, ("Time to the first token", first), Times(requests.Select(request => request.Ttft)));
        DrawPanel(canvas, 1, ("Time per token after it", each), Times(completed.Select(request => request.Tpot)));
        DrawPanel(canvas, 2, ("Time to the last token", null), Times(completed.Select(request => request.EndToEnd)));
    }

    private static List<double> Times(IEnumerable<VirtualDuration?> times) =>
        [.. times.OfType<VirtualDuration>().Select(time => time.TotalMilliseconds).Order()];

    private static void DrawPanel(
        SvgCanvas canvas, int index, (string Name, double? PromiseMs) what, List<double> sorted)
    {
        var (name, promiseMs) = what;
        var top = Top + (index * Pitch);
        var remark = sorted.Count == 0
            ? "no request has one"
            : $"half within {Figures.Time(NearestRank.At(sorted, 50))}, "
                + $"99 of 100 within {Figures.Time(NearestRank.At(sorted, 99))}";
        new PanelHeading(name, remark).Draw(canvas, top - HeadingLift);
        var (least, most) = sorted.Count == 0 ? (1, 10) : (Math.Max(sorted[0], 0.01), sorted[^1]);
        var chart = new ChartPanel(
            ChartAxis.Powers(Math.Min(least, promiseMs ?? least), Math.Max(most, promiseMs ?? most), Figures.Time),
            new ChartAxis(0, 100, ChartAxisKind.Linear, value => Invariant($"{value:0} %")),
            [new ChartSeries("share of requests that waited no longer", Palette.First, Distribution(sorted))])
        {
            Mark = promiseMs is { } promise ? (promise, "promised") : null,
        };
        chart.Draw(canvas, new Box(PlotLayout.PanelLeft, top, PlotLayout.PanelWidth, PanelHeight));
    }

    private static List<(double X, double Y)> Distribution(List<double> sorted)
    {
        var step = Math.Max(1, sorted.Count / PointsMax);
        var points = new List<(double X, double Y)>();
        for (var rank = 0; rank < sorted.Count; rank += step)
        {
            points.Add((sorted[rank], 100.0 * (rank + 1) / sorted.Count));
        }

        if (sorted.Count > 0)
        {
            points.Add((sorted[^1], 100));
        }

        return points;
    }
}
