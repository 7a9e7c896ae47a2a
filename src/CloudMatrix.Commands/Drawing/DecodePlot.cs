using System.Globalization;
using System.Text;
using System.Xml;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>
/// Draws a decode run as one SVG picture that needs nothing else: the two streams of a die during a layer, and where
/// the time of its step goes.
/// </summary>
public static class DecodePlot
{
    private const double TitleBaseline = 40;
    private const double HeadlineBaseline = 62;
    private const double LayerBaseline = 102;
    private const double StepBaseline = 360;
    private const double FootBaseline = 618;
    private const string Fonts = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

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

        using var xml = XmlWriter.Create(output, Settings());
        BeginPicture(xml, report);
        var canvas = new SvgCanvas(xml);
        DrawTexts(canvas, report);
        new LayerPanel(canvas, report, layer).Draw(LayerBaseline);
        new StepPanel(canvas, step.Die, breakdown).Draw(StepBaseline);
        xml.WriteEndElement();
        xml.WriteWhitespace("\n");
    }

    // The same bytes on every system: no byte-order mark, and lines end as in the repository.
    private static XmlWriterSettings Settings() =>
        new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
        };

    private static void BeginPicture(XmlWriter xml, DecodeReport report)
    {
        xml.WriteStartElement("svg", SvgCanvas.Namespace);
        xml.WriteAttributeString("viewBox", $"0 0 {Whole(PlotLayout.Width)} {Whole(PlotLayout.Height)}");
        xml.WriteAttributeString("width", Whole(PlotLayout.Width));
        xml.WriteAttributeString("height", Whole(PlotLayout.Height));
        xml.WriteAttributeString("font-family", Fonts);
        xml.WriteElementString("title", SvgCanvas.Namespace, Title(report));
    }

    private static void DrawTexts(SvgCanvas canvas, DecodeReport report)
    {
        canvas.Rectangle(new Box(0, 0, PlotLayout.Width, PlotLayout.Height), Colour.White, "page");
        DrawLine(canvas, TitleBaseline, Title(report), TextStyle.Title);
        DrawLine(canvas, HeadlineBaseline, Headline(report), TextStyle.Headline);
        DrawLine(canvas, FootBaseline, Foot(report), TextStyle.Remark);
    }

    private static void DrawLine(SvgCanvas canvas, double baseline, string text, TextStyle style) =>
        canvas.Text(new Point(PlotLayout.Margin, baseline), style.Fit(text, PlotLayout.TextWidth), style);

    private static string Title(DecodeReport report) => $"{report.ModelName} decode on {report.MachineName}";

    private static string Headline(DecodeReport report) =>
        $"batch {Figures.Whole(report.BatchPerNpu)} per NPU · KV length {Figures.Whole(report.KvLength)}"
        + $" · TPOT {Figures.Milliseconds(report.TpotMs)}"
        + $" · {Figures.Whole(report.TokensPerSecondPerNpu)} tokens/s per NPU";

    private static string Foot(DecodeReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Dies} dies · {report.ExpertShards} expert shards · {report.Routing} routing"
        + $" · MTP layers {report.MtpLayers}, acceptance {report.Acceptance} · seed {report.Seed}");

    private static string Whole(double pixels) => pixels.ToString("0", CultureInfo.InvariantCulture);
}
