namespace CloudMatrix.Commands;

/// <summary>The axis below a panel.</summary>
/// <param name="Scale">Its instants.</param>
/// <param name="Unit">Of its figures.</param>
internal sealed record TimeAxis(TimeScale Scale, TimeUnit Unit)
{
    private const double TickLength = 5;
    private const double LabelDrop = 18;

    /// <summary>Draws the axis and a thin line across the panel at each tick; boxes are drawn over it.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="top">The panel's upper edge.</param>
    /// <param name="bottom">The panel's lower edge: where the axis runs.</param>
    public void Draw(SvgCanvas canvas, double top, double bottom)
    {
        var style = TextStyle.Label with { Colour = Colour.Slate, Anchor = TextAnchor.Middle };
        foreach (var tick in Scale.Ticks())
        {
            var x = Scale.X(Scale.Start + tick);
            canvas.Line(new Point(x, top), new Point(x, bottom), Colour.Mist);
            canvas.Line(new Point(x, bottom), new Point(x, bottom + TickLength), Colour.Rule);
            canvas.Text(new Point(x, bottom + LabelDrop), Unit.Format(tick), style);
        }

        canvas.Line(new Point(Scale.Left, bottom), new Point(Scale.Right, bottom), Colour.Rule);
        canvas.Text(
            new Point(Scale.Left - LabelDrop, bottom + LabelDrop), Unit.Symbol, style with { Anchor = TextAnchor.End });
    }
}
