namespace CloudMatrix.Commands;

/// <summary>An entry of a legend: a square of a colour and what the colour means.</summary>
/// <param name="Colour">Of the square.</param>
/// <param name="Name">What it means.</param>
internal sealed record Swatch(Colour Colour, string Name)
{
    /// <summary>Where the text begins, from the left edge of the square.</summary>
    public const double Indent = Side + 6;

    private const double Side = 10;
    private const double Spacing = 14;

    /// <summary>From the left edge of an entry to that of the next.</summary>
    public static double WidthOf(string name) => Indent + TextStyle.Label.WidthOf(name) + Spacing;

    /// <summary>Draws the entry.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="at">The left edge of the square; the text's baseline.</param>
    public void Draw(SvgCanvas canvas, Point at)
    {
        canvas.Rectangle(new Box(at.X, at.Y - Side + 1, Side, Side), Colour, "legend");
        canvas.Text(at with { X = at.X + Indent }, Name, TextStyle.Label);
    }
}
