namespace CloudMatrix.Commands;

/// <summary>What is written into a box, as far as it fits.</summary>
/// <param name="Name">The first line.</param>
/// <param name="Figure">The second line.</param>
internal sealed record BoxLabel(string Name, string Figure)
{
    private const double Margin = 1;
    private const double LineHeight = 14;
    private const double BaselineDrop = 4;

    /// <summary>Both lines, or the name alone, or nothing: a label is never cut.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="box">Two lines high.</param>
    /// <param name="ground">The box's colour.</param>
    public void Draw(SvgCanvas canvas, Box box, Colour ground)
    {
        var style = TextStyle.Label with { Colour = ground.Contrast, Anchor = TextAnchor.Middle };
        var width = box.Width - (2 * Margin);
        if (style.WidthOf(Name) > width)
        {
            return;
        }

        var (x, y) = (box.Centre.X, box.Centre.Y + BaselineDrop);
        if (style.WidthOf(Figure) > width)
        {
            canvas.Text(new Point(x, y), Name, style);
            return;
        }

        canvas.Text(new Point(x, y - (LineHeight / 2)), Name, style);
        canvas.Text(new Point(x, y + (LineHeight / 2)), Figure, style);
    }
}
