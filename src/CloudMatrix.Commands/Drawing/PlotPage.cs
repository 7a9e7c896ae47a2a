using System.Globalization;
using System.Text;
using System.Xml;

namespace CloudMatrix.Commands;

/// <summary>The page that panels are drawn on: one SVG document that needs nothing else.</summary>
internal static class PlotPage
{
    private const double TitleBaseline = 40;
    private const double HeadlineBaseline = 62;
    private const double FootLift = 22;
    private const string Fonts = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    /// <summary>Writes one SVG document in UTF-8; the stream stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="height">Of the page, in pixels.</param>
    /// <param name="texts">Its lines of text.</param>
    /// <param name="drawPanels">Draws the rest.</param>
    public static void Write(Stream output, double height, PlotTexts texts, Action<SvgCanvas> drawPanels)
    {
        using var xml = XmlWriter.Create(output, Settings());
        BeginPicture(xml, height, texts.Title);
        var canvas = new SvgCanvas(xml);
        canvas.Rectangle(new Box(0, 0, PlotLayout.Width, height), Colour.White, "page");
        DrawLine(canvas, TitleBaseline, texts.Title, TextStyle.Title);
        DrawLine(canvas, HeadlineBaseline, texts.Headline, TextStyle.Headline);
        DrawLine(canvas, height - FootLift, texts.Foot, TextStyle.Remark);
        drawPanels(canvas);
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

    private static void BeginPicture(XmlWriter xml, double height, string title)
    {
        xml.WriteStartElement("svg", SvgCanvas.Namespace);
        xml.WriteAttributeString("viewBox", $"0 0 {Whole(PlotLayout.Width)} {Whole(height)}");
        xml.WriteAttributeString("width", Whole(PlotLayout.Width));
        xml.WriteAttributeString("height", Whole(height));
        xml.WriteAttributeString("font-family", Fonts);
        xml.WriteElementString("title", SvgCanvas.Namespace, title);
    }

    private static void DrawLine(SvgCanvas canvas, double baseline, string text, TextStyle style) =>
        canvas.Text(new Point(PlotLayout.Margin, baseline), style.Fit(text, PlotLayout.TextWidth), style);

    private static string Whole(double pixels) => pixels.ToString("0", CultureInfo.InvariantCulture);
}
