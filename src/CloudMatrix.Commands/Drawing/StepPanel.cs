using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>Where the time of a step goes: a bar for each stream, and the figures of its parts below.</summary>
/// <param name="canvas">Where to.</param>
/// <param name="die">Whose step it is.</param>
/// <param name="step">The sums.</param>
internal sealed class StepPanel(SvgCanvas canvas, RankId die, StepBreakdown step)
{
    private const double FirstLaneDrop = 18;
    private const double LanePitch = 46;
    private const double LaneHeight = 38;
    private const double Gap = 8;
    private const double TableDrop = 156;
    private const double TablePitch = 46;
    private const double LineHeight = 16;
    private const double IndexLift = 6;

    private readonly TimeScale _scale = new(
        VirtualTime.Zero, VirtualTime.Zero + step.Length, PlotLayout.PanelLeft, PlotLayout.PanelWidth);

    /// <summary>Draws the panel.</summary>
    /// <param name="baseline">Of its heading.</param>
    public void Draw(double baseline)
    {
        Heading().Draw(canvas, baseline);
        var upper = new Box(
            PlotLayout.PanelLeft, baseline + FirstLaneDrop, PlotLayout.PanelWidth, LaneHeight);
        new TimeAxis(_scale, TimeUnit.Millisecond).Draw(canvas, upper.Top, upper.Bottom + LanePitch + Gap);
        foreach (var stream in step.Shares.GroupBy(share => share.Stream))
        {
            DrawLane([.. stream], upper with { Top = upper.Top + (stream.Key * LanePitch) });
            DrawFigures([.. stream], baseline + TableDrop + (stream.Key * TablePitch));
        }
    }

    private PanelHeading Heading() => new(
        "One step",
        $"die-{die.Index}: {Figures.Milliseconds(step.Length.TotalMilliseconds)}"
        + " · idle: waiting for the other stream or for the host");

    private void DrawLane(IReadOnlyList<StageShare> shares, Box lane)
    {
        StreamLabel.Draw(canvas, shares[0].Stream, lane.Centre.Y);
        var start = VirtualTime.Zero;
        foreach (var share in shares)
        {
            var style = StageStyle.Of(share.Stage);
            var box = _scale.Across(lane, start, start + share.Time);
            canvas.Rectangle(box, style.Colour, "share", $"{style.Name}: {Figure(share)}");
            new BoxLabel(style.Name, Figures.Percent(share.Percent)).Draw(canvas, box, style.Colour);
            start += share.Time;
        }
    }

    private void DrawFigures(IReadOnlyList<StageShare> shares, double baseline)
    {
        canvas.Text(
            new Point(PlotLayout.Margin, baseline + IndexLift), $"Stream {shares[0].Stream}", TextStyle.Remark);
        foreach (var (index, share) in shares.Index())
        {
            var at = new Point(PlotLayout.PanelLeft + (index * PlotLayout.PanelWidth / shares.Count), baseline);
            var style = StageStyle.Of(share.Stage);
            new Swatch(style.Colour, style.Name).Draw(canvas, at);
            canvas.Text(new Point(at.X + Swatch.Indent, at.Y + LineHeight), Figure(share), TextStyle.Remark);
        }
    }

    private static string Figure(StageShare share) =>
        $"{Figures.Milliseconds(share.Time.TotalMilliseconds)} · {Figures.Percent(share.Percent)}";
}
