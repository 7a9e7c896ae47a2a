namespace CloudMatrix.Commands;

/// <summary>The name of a stream, left of its lane.</summary>
internal static class StreamLabel
{
    private const double LineHeight = 15;
    private const double BaselineLift = 3;

    /// <summary>Draws the stream's number and, below it, what it does.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="stream">0: attention; 1: experts.</param>
    /// <param name="centre">The height of the lane's middle.</param>
    public static void Draw(SvgCanvas canvas, int stream, double centre)
    {
        var baseline = centre - BaselineLift;
        var duty = stream == 0 ? "attention" : "experts";
        canvas.Text(new Point(PlotLayout.Margin, baseline), $"Stream {stream}", TextStyle.Heading);
        canvas.Text(new Point(PlotLayout.Margin, baseline + LineHeight), duty, TextStyle.Remark);
    }
}
