namespace CloudMatrix.Commands;

/// <summary>The line over a panel: its name on the left, what it shows on the right.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Remark">As far as there is room.</param>
internal sealed record PanelHeading(string Name, string Remark)
{
    private const double Gap = 20;

    /// <summary>Draws it.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="baseline">Of both texts.</param>
    public void Draw(SvgCanvas canvas, double baseline)
    {
        var remarkStyle = TextStyle.Remark with { Anchor = TextAnchor.End };
        var room = PlotLayout.PanelRight - PlotLayout.Margin - TextStyle.Heading.WidthOf(Name) - Gap;
        canvas.Text(new Point(PlotLayout.Margin, baseline), Name, TextStyle.Heading);
        canvas.Text(new Point(PlotLayout.PanelRight, baseline), remarkStyle.Fit(Remark, room), remarkStyle);
    }
}
