using CloudMatrix.Model;
using CloudMatrix.Simulation;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>How busy a service was, from the first arrival to the last end.</summary>
internal static class LoadPlot
{
    private const double Top = 130;
    private const double PanelHeight = 150;
    private const double Pitch = 230;
    private const double HeadingLift = 32;
    private const double Height = Top + Pitch + PanelHeight + 70;
    private const int Instants = 300;
    private const int Bins = 60;

    /// <summary>Writes one SVG document in UTF-8; the stream stays open.</summary>
    public static void Write(Stream output, ServingReport report, IReadOnlyList<RequestRecord> requests)
    {
        var texts = new PlotTexts(
            $"{report.ModelName} on {report.MachineName}: load",
            Invariant($"{report.RequestsPerSecond:0.00} requests/s · ")
                + Invariant($"prefill busy {report.Prefill.Utilization * 100:0.0} % · ")
                + Invariant($"decode busy {report.Decode.Utilization * 100:0.0} %"),
            ServingPlots.Foot(report));
        PlotPage.Write(output, Height, texts, canvas => Draw(canvas, report, requests));
    }

    private static void Draw(SvgCanvas canvas, ServingReport report, IReadOnlyList<RequestRecord> requests)
    {
        var seconds = ChartAxis.FromZero(report.Seconds, value => Invariant($"{value:#,0.###} s"));
        var box = new Box(PlotLayout.PanelLeft, Top, PlotLayout.PanelWidth, PanelHeight);
        DrawRequests(canvas, box, seconds, requests);
        DrawFirstTokens(canvas, box with { Top = Top + Pitch }, seconds, requests);
    }

    private static void DrawRequests(
        SvgCanvas canvas, Box box, ChartAxis seconds, IReadOnlyList<RequestRecord> requests)
    {
        new PanelHeading("Requests in the service", "at each instant").Draw(canvas, box.Top - HeadingLift);
        var waiting = Counts(
            seconds, requests, request => (request.ArrivedAt, request.FirstTokenAt ?? request.EndedAt));
        var decoding = Counts(seconds, requests, request => (request.FirstTokenAt, request.EndedAt));
        var most = waiting.Concat(decoding).Max(point => point.Y);
        new ChartPanel(
            seconds,
            ChartAxis.FromZero(most, Figures.Whole),
            [
                new ChartSeries("wait for their first token", Palette.Second, waiting),
                new ChartSeries("are decoded", Palette.First, decoding),
            ]).Draw(canvas, box);
    }

    // +1 where a request begins, −1 where it ends, summed up to each instant.
    private static List<(double X, double Y)> Counts(
        ChartAxis seconds,
        IReadOnlyList<RequestRecord> requests,
        Func<RequestRecord, (VirtualTime? Begin, VirtualTime? End)> spanOf)
    {
        var changes = new int[Instants + 2];
        foreach (var (begin, end) in requests.Select(spanOf))
        {
            if (begin is { } from && end is { } to)
            {
                changes[Instant(from)]++;
                changes[Instant(to)]--;
            }
        }

        var count = 0;
        return [.. changes.Take(Instants + 1).Select((change, i) => (
            seconds.Max * i / Instants, (double)(count += change)))];

        int Instant(VirtualTime time) =>
            (int)Math.Ceiling((time - VirtualTime.Zero).TotalSeconds / seconds.Max * Instants);
    }

    private static void DrawFirstTokens(
        SvgCanvas canvas, Box box, ChartAxis seconds, IReadOnlyList<RequestRecord> requests)
    {
        var bins = requests
            .Where(request => request.Ttft is not null)
            .GroupBy(request => (int)((request.ArrivedAt - VirtualTime.Zero).TotalSeconds / seconds.Max * Bins))
            .OrderBy(bin => bin.Key)
            .Select(bin => (
                Middle: (bin.Key + 0.5) * seconds.Max / Bins,
                Sorted: bin.Select(request => request.Ttft!.Value.TotalMilliseconds).Order().ToList()))
            .ToList();
        new PanelHeading("Time to the first token", "of those who arrive at an instant")
            .Draw(canvas, box.Top - HeadingLift);
        var (least, most) = bins.Count == 0
            ? (1, 10)
            : (Math.Max(bins.Min(bin => bin.Sorted[0]), 0.01), bins.Max(bin => bin.Sorted[^1]));
        new ChartPanel(
            seconds,
            ChartAxis.Powers(least, most, Figures.Time),
            [
                new ChartSeries("the longest", Palette.Second, [.. bins.Select(bin => (bin.Middle, bin.Sorted[^1]))]),
                new ChartSeries(
                    "half of them",
                    Palette.First,
                    [.. bins.Select(bin => (bin.Middle, NearestRank.At(bin.Sorted, 50)))]),
            ]).Draw(canvas, box);
    }
}
