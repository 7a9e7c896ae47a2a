using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>A span of a stream as a box: its stage's colour, and its name and length where they fit.</summary>
/// <param name="Name">Of the stage.</param>
/// <param name="Colour">Of the stage.</param>
/// <param name="Work">Layer and microbatch.</param>
/// <param name="IsOwn">Whether it is of the layer that is shown, and not of a neighbour.</param>
internal sealed record SpanBox(string Name, Colour Colour, (int Layer, int Microbatch) Work, bool IsOwn)
{
    private const double OtherMicrobatchFade = 0.4;
    private const double OtherLayerFade = 0.8;

    /// <summary>Draws it.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="box">Its place.</param>
    /// <param name="duration">Of the span.</param>
    public void Draw(SvgCanvas canvas, Box box, VirtualDuration duration)
    {
        var colour = Colour.Faded(!IsOwn ? OtherLayerFade : Work.Microbatch > 0 ? OtherMicrobatchFade : 0);
        var length = Figures.Microseconds(duration);
        var place = $"layer {Work.Layer}, microbatch {Work.Microbatch}";
        canvas.Rectangle(box, colour, IsOwn ? "span" : "neighbour", $"{Name}, {place}: {length}");
        if (IsOwn)
        {
            new BoxLabel(Name, length).Draw(canvas, box, colour);
        }
    }
}
