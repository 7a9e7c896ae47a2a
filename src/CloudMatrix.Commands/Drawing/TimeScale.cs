using CloudMatrix.Model;

namespace CloudMatrix.Commands;

/// <summary>Where an instant stands in a panel.</summary>
/// <param name="Start">The left edge.</param>
/// <param name="End">The right edge, later than the start.</param>
/// <param name="Left">The left edge, in pixels.</param>
/// <param name="Width">From edge to edge, in pixels.</param>
internal sealed record TimeScale(VirtualTime Start, VirtualTime End, double Left, double Width)
{
    private const int TicksMax = 10;

    /// <summary>The right edge, in pixels.</summary>
    public double Right => Left + Width;

    /// <summary>Pixels to an instant from the plot's left edge; one beyond the panel stands at its edge.</summary>
    public double X(VirtualTime time)
    {
        var within = VirtualTime.Min(VirtualTime.Max(time, Start), End);
        return Left + (Width * (within - Start).Picoseconds / (End - Start).Picoseconds);
    }

    /// <summary>From one instant to another, as high as a lane.</summary>
    /// <param name="lane">Gives top and height.</param>
    /// <param name="start">The left edge.</param>
    /// <param name="end">The right edge.</param>
    public Box Across(Box lane, VirtualTime start, VirtualTime end) =>
        lane with { Left = X(start), Width = X(end) - X(start) };

    /// <summary>At most eleven, counted from the start, in steps of 1, 2 or 5 times a power of ten.</summary>
    public IEnumerable<VirtualDuration> Ticks()
    {
        var length = End - Start;
        var step = Steps().First(step => step * TicksMax >= length);
        for (var tick = VirtualDuration.Zero; tick <= length; tick += step)
        {
            yield return tick;
        }
    }

    private static IEnumerable<VirtualDuration> Steps()
    {
        for (var power = 1L; ; power *= 10)
        {
            yield return new VirtualDuration(power);
            yield return new VirtualDuration(2 * power);
            yield return new VirtualDuration(5 * power);
        }
    }
}
