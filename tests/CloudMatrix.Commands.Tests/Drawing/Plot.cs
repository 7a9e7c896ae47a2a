using System.Globalization;
using System.Xml.Linq;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands.Tests;

/// <summary>A drawn plot, read again.</summary>
internal sealed class Plot
{
    private Plot(byte[] bytes)
    {
        Bytes = bytes;
        Root = XDocument.Load(new MemoryStream(bytes)).Root!;
    }

    public byte[] Bytes { get; }

    public XElement Root { get; }

    public IEnumerable<XElement> Texts => Root.Elements(XName.Get("text", SvgCanvas.Namespace));

    public static Plot Of(DecodeReport report, IReadOnlyList<TimelineSpan> timeline)
    {
        using var drawn = new MemoryStream();
        DecodePlot.Write(drawn, report, timeline);
        return Read(drawn.ToArray());
    }

    public static Plot Read(byte[] bytes) => new(bytes);

    public static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>The rectangles of a class.</summary>
    public IEnumerable<XElement> Boxes(string kind) =>
        Root.Elements(XName.Get("rect", SvgCanvas.Namespace)).Where(box => box.Attribute("class")!.Value == kind);
}
