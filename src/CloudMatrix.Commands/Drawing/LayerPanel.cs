using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The two streams of a die during one layer: boxes in two lanes, a bracket over each microbatch's.</summary>
/// <param name="canvas">Where to.</param>
/// <param name="report">Of the run.</param>
/// <param name="window">The layer.</param>
internal sealed class LayerPanel(SvgCanvas canvas, DecodeReport report, LayerWindow window)
{
    private const double LegendDrop = 24;
    private const double FirstLaneDrop = 58;
    private const double LanePitch = 78;
    private const double LaneHeight = 48;
    private const double BracketGap = 6;
    private const double BracketEnd = 4;
    private const double Gap = 8;

    private readonly TimeScale _scale =
        new(window.Start, window.End, PlotLayout.PanelLeft, PlotLayout.PanelWidth);

    /// <summary>Draws the panel.</summary>
    /// <param name="baseline">Of its heading.</param>
    public void Draw(double baseline)
    {
        Heading().Draw(canvas, baseline);
        DrawLegend(baseline + LegendDrop);
        var upper = new Box(
            PlotLayout.PanelLeft, baseline + FirstLaneDrop, PlotLayout.PanelWidth, LaneHeight);
        var lower = upper with { Top = upper.Top + LanePitch };
        new TimeAxis(_scale, TimeUnit.Microsecond).Draw(canvas, upper.Top, lower.Bottom + Gap);
        DrawHandovers(upper.Bottom, lower.Top);
        DrawLane(0, upper);
        DrawLane(1, lower);
    }

    private PanelHeading Heading()
    {
        var cores = report.Microbatches == 1
            ? $"the streams take turns on all {report.AttentionAics} AICs"
            : $"stream 0 on {report.AttentionAics} AICs, stream 1 on the rest";
        var length = Figures.Microseconds(window.End - window.Start);
        return new PanelHeading(
            "One layer",
            $"die-{window.Spans[0].Die.Index}, layer {window.Layer}: {length} from first stage to last · {cores}"
            + $" · a layer every {Figures.Microseconds(report.LayerUs)}");
    }

    private void DrawLegend(double baseline)
    {
        var x = PlotLayout.PanelLeft;
        foreach (var stage in window.Spans.Where(window.Owns).Select(span => span.Stage).Distinct().Order())
        {
            var style = StageStyle.Of(stage);
            new Swatch(style.Colour, style.Name).Draw(canvas, new Point(x, baseline));
            x += Swatch.WidthOf(style.Name);
        }

        if (report.Microbatches > 1)
        {
            var remark = TextStyle.Remark with { Anchor = TextAnchor.End };
            canvas.Text(
                new Point(PlotLayout.PanelRight, baseline), "lighter: microbatch 1 · pale: other layers", remark);
        }
    }

    private void DrawLane(int stream, Box lane)
    {
        StreamLabel.Draw(canvas, stream, lane.Centre.Y);
        var spans = window.Spans.Where(span => span.Stream == stream).ToList();
        foreach (var span in spans)
        {
            DrawSpan(span, lane);
        }

        foreach (var microbatch in spans.GroupBy(span => (span.Phase.Layer, span.Phase.Microbatch)))
        {
            DrawBracket([.. microbatch], lane.Top - BracketGap);
        }
    }

    private void DrawSpan(TimelineSpan span, Box lane)
    {
        var style = StageStyle.Of(span.Stage);
        var work = (span.Phase.Layer, span.Phase.Microbatch);
        new SpanBox(style.Name, style.Colour, work, window.Owns(span))
            .Draw(canvas, _scale.Across(lane, span.Start, span.End), span.End - span.Start);
    }

    private void DrawBracket(List<TimelineSpan> spans, double y)
    {
        var (first, last) = (spans[0], spans[^1]);
        var (left, right) = (_scale.X(first.Start) + 1, _scale.X(last.End) - 1);
        var own = window.Owns(first);
        var style = TextStyle.Label with { Anchor = TextAnchor.Middle, Colour = own ? Colour.Ink : Colour.Slate };
        canvas.Line(new Point(left, y), new Point(right, y), Colour.Rule);
        canvas.Line(new Point(left, y), new Point(left, y + BracketEnd), Colour.Rule);
        canvas.Line(new Point(right, y), new Point(right, y + BracketEnd), Colour.Rule);
        var name = report.Microbatches == 1 ? "all requests" : $"microbatch {first.Phase.Microbatch}";
        var label = own
            ? $"{name} · {Figures.Microseconds(last.End - first.Start)}"
            : $"layer {first.Phase.Layer}, {name}";
        if (style.WidthOf(label) <= right - left)
        {
            canvas.Text(new Point((left + right) / 2, y - BracketEnd), label, style);
        }
    }

    // A microbatch goes from stream 0 to stream 1: from the end of its attention to its gate. The line runs sideways
    // right below the upper lane, clear of the lower lane's brackets.
    private void DrawHandovers(double top, double bottom)
    {
        foreach (var microbatch in window.Spans.Where(window.Owns).GroupBy(span => span.Phase.Microbatch))
        {
            var end = _scale.X(microbatch.Where(span => span.Stream == 0).Max(span => span.End));
            var start = _scale.X(microbatch.Where(span => span.Stream == 1).Min(span => span.Start));
            canvas.Line(new Point(end, top), new Point(end, top + BracketEnd), Colour.Slate);
            canvas.Line(new Point(end, top + BracketEnd), new Point(start, top + BracketEnd), Colour.Slate);
            canvas.Line(new Point(start, top + BracketEnd), new Point(start, bottom), Colour.Slate);
        }
    }
}
