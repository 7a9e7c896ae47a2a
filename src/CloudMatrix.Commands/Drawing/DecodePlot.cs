using System.Globalization;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>
/// Draws a decode run as one SVG picture that needs nothing else: the two streams of a die during a layer, and where
/// the time of its step goes.
/// </summary>
public static class DecodePlot
{
    private const double LayerBaseline = 102;
    private const double StepBaseline = 360;

    /// <summary>Writes one SVG document in UTF-8; the stream stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="report">Of the same run.</param>
    /// <param name="timeline">The spans of the watched dies as recorded; the first die's first step is drawn.</param>
    /// <exception cref="ArgumentException">The timeline is empty or holds no layer that dispatches.</exception>
    public static void Write(Stream output, DecodeReport report, IReadOnlyList<TimelineSpan> timeline)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(timeline);
        var step = FirstStep.Of(report, timeline);
        var layer = LayerWindow.Middle(step.Spans);
        var breakdown = StepBreakdown.Of(step.Spans, step.Length);

        var texts = new PlotTexts(Title(report), Headline(report), Foot(report));
        PlotPage.Write(output, PlotLayout.Height, texts, canvas =>
        {
            new LayerPanel(canvas, report, layer).Draw(LayerBaseline);
            new StepPanel(canvas, step.Die, breakdown).Draw(StepBaseline);
        });
    }

    private static string Title(DecodeReport report) => $"{report.ModelName} decode on {report.MachineName}";

    private static string Headline(DecodeReport report) =>
        $"batch {Figures.Whole(report.BatchPerNpu)} per NPU · KV length {Figures.Whole(report.KvLength)}"
        + $" · TPOT {Figures.Milliseconds(report.TpotMs)}"
        + $" · {Figures.Whole(report.TokensPerSecondPerNpu)} tokens/s per NPU";

    private static string Foot(DecodeReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Dies} dies · {report.ExpertShards} expert shards · {report.Routing} routing"
        + $" · MTP layers {report.MtpLayers}, acceptance {report.Acceptance} · seed {report.Seed}");
}
