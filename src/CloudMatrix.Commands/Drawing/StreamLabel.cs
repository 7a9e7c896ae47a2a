namespace CloudMatrix.Commands;

/// <summary>The name of a stream, left of its lane.</summary>
internal static class StreamLabel
{
    private const double LineHeight = 15;
    private const double BaselineLift = 3;

    /// <summary>Draws the number of a stream of decode and, below it, what it does.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="stream">0: attention; 1: experts.</param>
    /// <param name="centre">The height of the lane's middle.</param>
    public static void Draw(SvgCanvas canvas, int stream, double centre) =>
        Draw(canvas, ($"Stream {stream}", stream == 0 ? "attention" : "experts"), centre);

    /// <summary>Draws a stream's name and, below it, what it does.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="label">Both.</param>
    /// <param name="centre">The height of the lane's middle.</param>
    public static void Draw(SvgCanvas canvas, (string Name, string Duty) label, double centre)
    {
        var baseline = centre - BaselineLift;
        canvas.Text(new Point(PlotLayout.Margin, baseline), label.Name, TextStyle.Heading);
        canvas.Text(new Point(PlotLayout.Margin, baseline + LineHeight), label.Duty, TextStyle.Remark);
    }
}
