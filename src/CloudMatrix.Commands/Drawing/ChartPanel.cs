namespace CloudMatrix.Commands;

/// <summary>A chart: lines over two axes.</summary>
/// <param name="X">The axis below.</param>
/// <param name="Y">The axis on the left.</param>
/// <param name="Series">The lines; the last is drawn over the others.</param>
internal sealed record ChartPanel(ChartAxis X, ChartAxis Y, IReadOnlyList<ChartSeries> Series)
{
    private const double LabelGap = 8;
    private const double LabelDrop = 18;
    private const double LabelLift = 4;
    private const double LegendLift = 8;

    /// <summary>A promise: a vertical line, and what it is called; null for none.</summary>
    public (double Value, string Name)? Mark { get; init; }

    /// <summary>Draws the chart; its legend stands above the box, its figures beside it.</summary>
    public void Draw(SvgCanvas canvas, Box box)
    {
        DrawAxes(canvas, box);
        DrawLegend(canvas, box);
        if (Mark is { } mark)
        {
            var x = box.Left + (box.Width * X.PositionOf(mark.Value));
            canvas.Line(new Point(x, box.Top), new Point(x, box.Bottom), Colour.Ink);
            canvas.Text(new Point(x + LabelLift, box.Top + LabelDrop), mark.Name, TextStyle.Label);
        }

        foreach (var series in Series.Where(series => series.Values.Count > 0))
        {
            canvas.Polyline(series.Values.Select(value => At(box, value.X, value.Y)), series.Colour);
        }
    }

    private void DrawAxes(SvgCanvas canvas, Box box)
    {
        var style = TextStyle.Label with { Colour = Colour.Slate };
        foreach (var tick in X.Ticks())
        {
            var x = box.Left + (box.Width * X.PositionOf(tick));
            canvas.Line(new Point(x, box.Top), new Point(x, box.Bottom), Colour.Mist);
            canvas.Text(
                new Point(x, box.Bottom + LabelDrop), X.Format(tick), style with { Anchor = TextAnchor.Middle });
        }

        foreach (var tick in Y.Ticks())
        {
            var y = box.Bottom - (box.Height * Y.PositionOf(tick));
            canvas.Line(new Point(box.Left, y), new Point(box.Right, y), Colour.Mist);
            canvas.Text(
                new Point(box.Left - LabelGap, y + LabelLift), Y.Format(tick), style with { Anchor = TextAnchor.End });
        }

        canvas.Line(new Point(box.Left, box.Bottom), new Point(box.Right, box.Bottom), Colour.Rule);
        canvas.Line(new Point(box.Left, box.Top), new Point(box.Left, box.Bottom), Colour.Rule);
    }

    private void DrawLegend(SvgCanvas canvas, Box box)
    {
        var left = box.Left;
        foreach (var series in Series)
        {
            new Swatch(series.Colour, series.Name).Draw(canvas, new Point(left, box.Top - LegendLift));
            left += Swatch.WidthOf(series.Name);
        }
    }

    private Point At(Box box, double x, double y) => new(
        box.Left + (box.Width * X.PositionOf(x)), box.Bottom - (box.Height * Y.PositionOf(y)));
}
