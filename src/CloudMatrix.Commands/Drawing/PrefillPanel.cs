using System.Collections.Immutable;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The three streams of a die during one layer: boxes in three lanes.</summary>
/// <param name="report">Of the run.</param>
/// <param name="window">The layer.</param>
internal sealed class PrefillPanel(PrefillReport report, PrefillWindow window)
{
    private const double LegendDrop = 24;
    private const double LegendPitch = 18;
    private const double FirstLaneDrop = 66;
    private const double LanePitch = 68;
    private const double LaneHeight = 52;
    private const double Gap = 8;
    private const double RemarkDrop = 36;

    private static readonly ImmutableArray<(string Name, string Duty)> Lanes =
        [("AIC", "attention, experts"), ("AIV", "order and sum"), ("SDMA", "collectives")];

    private readonly TimeScale _scale =
        new(window.Start, window.End, PlotLayout.PanelLeft, PlotLayout.PanelWidth);

    /// <summary>Draws the panel.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="baseline">Of its heading.</param>
    public void Draw(SvgCanvas canvas, double baseline)
    {
        Heading().Draw(canvas, baseline);
        DrawLegend(canvas, baseline + LegendDrop);
        var first = new Box(PlotLayout.PanelLeft, baseline + FirstLaneDrop, PlotLayout.PanelWidth, LaneHeight);
        var bottom = first.Bottom + ((Lanes.Length - 1) * LanePitch) + Gap;
        new TimeAxis(_scale, TimeUnit.Microsecond).Draw(canvas, first.Top, bottom);
        foreach (var (stream, label) in Lanes.Index())
        {
            DrawLane(canvas, (PrefillStream)stream, label, first with { Top = first.Top + (stream * LanePitch) });
        }

        if (report.Microbatches > 1)
        {
            var remark = TextStyle.Remark with { Anchor = TextAnchor.End };
            var at = new Point(PlotLayout.PanelRight, bottom + RemarkDrop);
            canvas.Text(at, "lighter: microbatch 1 · pale: other layers", remark);
        }
    }

    private PanelHeading Heading() => new(
        "One layer",
        $"die-{window.Spans[0].Die.Index}, layer {window.Layer}: {Figures.Microseconds(window.End - window.Start)}"
        + $" from first stage to last · a layer every {Figures.Microseconds(report.LayerUs)}");

    private void DrawLegend(SvgCanvas canvas, double baseline)
    {
        var x = PlotLayout.PanelLeft;
        foreach (var stage in window.Spans.Where(window.Owns).Select(span => span.Step.Stage).Distinct().Order())
        {
            var style = PrefillStageStyle.Of(stage);
            if (x + Swatch.WidthOf(style.Name) > PlotLayout.PanelRight)
            {
                (x, baseline) = (PlotLayout.PanelLeft, baseline + LegendPitch);
            }

            new Swatch(style.Colour, style.Name).Draw(canvas, new Point(x, baseline));
            x += Swatch.WidthOf(style.Name);
        }
    }

    private void DrawLane(SvgCanvas canvas, PrefillStream stream, (string Name, string Duty) label, Box lane)
    {
        StreamLabel.Draw(canvas, label, lane.Centre.Y);
        foreach (var span in window.Spans.Where(span => span.Step.Stream == stream))
        {
            DrawSpan(canvas, span, lane);
        }
    }

    private void DrawSpan(SvgCanvas canvas, PrefillSpan span, Box lane)
    {
        var style = PrefillStageStyle.Of(span.Step.Stage);
        var work = (span.Step.Layer, span.Step.Microbatch);
        new SpanBox(style.Name, style.Colour, work, window.Owns(span))
            .Draw(canvas, _scale.Across(lane, span.Start, span.End), span.End - span.Start);
    }
}
