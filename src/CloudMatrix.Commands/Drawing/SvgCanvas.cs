using System.Globalization;
using System.Xml;

namespace CloudMatrix.Commands;

/// <summary>Draws boxes, lines and texts as SVG.</summary>
/// <param name="xml">Inside the svg element.</param>
internal sealed class SvgCanvas(XmlWriter xml)
{
    /// <summary>The namespace of all elements.</summary>
    public const string Namespace = "http://www.w3.org/2000/svg";

    private const double PolylineWidth = 1.6;

    /// <summary>A filled rectangle.</summary>
    /// <param name="box">Where.</param>
    /// <param name="fill">Its colour.</param>
    /// <param name="kind">What it stands for: its class.</param>
    /// <param name="tooltip">What a viewer shows when the pointer rests on it, if anything.</param>
    public void Rectangle(Box box, Colour fill, string kind, string? tooltip = null)
    {
        Begin("rect");
        Attribute("class", kind);
        Attribute("x", box.Left);
        Attribute("y", box.Top);
        Attribute("width", box.Width);
        Attribute("height", box.Height);
        Attribute("fill", fill.ToString());
        if (tooltip is not null)
        {
            xml.WriteElementString("title", Namespace, tooltip);
        }

        xml.WriteEndElement();
    }

    /// <summary>A thin straight line.</summary>
    public void Line(Point from, Point to, Colour colour)
    {
        Begin("line");
        Attribute("x1", from.X);
        Attribute("y1", from.Y);
        Attribute("x2", to.X);
        Attribute("y2", to.Y);
        Attribute("stroke", colour.ToString());
        xml.WriteEndElement();
    }

    /// <summary>A line through some points.</summary>
    public void Polyline(IEnumerable<Point> points, Colour colour)
    {
        Begin("polyline");
        Attribute("points", string.Join(' ', points.Select(point => $"{Pixels(point.X)},{Pixels(point.Y)}")));
        Attribute("fill", "none");
        Attribute("stroke", colour.ToString());
        Attribute("stroke-width", PolylineWidth);
        xml.WriteEndElement();
    }

    /// <summary>One line of text.</summary>
    public void Text(Point at, string text, TextStyle style)
    {
        Begin("text");
        Attribute("x", at.X);
        Attribute("y", at.Y);
        Attribute("font-size", style.Size);
        Attribute("fill", style.Colour.ToString());
        if (style.IsBold)
        {
            Attribute("font-weight", "bold");
        }

        if (style.Anchor != TextAnchor.Start)
        {
            Attribute("text-anchor", style.Anchor == TextAnchor.Middle ? "middle" : "end");
        }

        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private void Begin(string element) => xml.WriteStartElement(element, Namespace);

    private void Attribute(string name, double value) => Attribute(name, Pixels(value));

    private static string Pixels(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private void Attribute(string name, string value) => xml.WriteAttributeString(name, value);
}
