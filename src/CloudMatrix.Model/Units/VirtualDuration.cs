namespace CloudMatrix.Model;

/// <summary>A span of virtual time.</summary>
/// <param name="Picoseconds">Whole picoseconds; a <see cref="long"/> reaches ±106 days.</param>
/// <remarks>
/// Integers, so that a sum does not depend on its order. A formula is <see cref="double"/> inside and rounds once, at
/// its edge, through <see cref="RoundUpToPicoseconds"/>.
/// </remarks>
public readonly record struct VirtualDuration(long Picoseconds) : IComparable<VirtualDuration>
{
    private const double PicosecondsPerNanosecond = 1e3;
    private const double PicosecondsPerMicrosecond = 1e6;
    private const double PicosecondsPerMillisecond = 1e9;
    private const double PicosecondsPerSecond = 1e12;

    /// <summary>No time at all.</summary>
    public static VirtualDuration Zero => default;

    /// <summary>In microseconds.</summary>
    public double TotalMicroseconds => Picoseconds / PicosecondsPerMicrosecond;

    /// <summary>In milliseconds.</summary>
    public double TotalMilliseconds => Picoseconds / PicosecondsPerMillisecond;

    /// <summary>In seconds.</summary>
    public double TotalSeconds => Picoseconds / PicosecondsPerSecond;

    /// <summary>One after the other.</summary>
    /// <exception cref="OverflowException">The sum is beyond 106 days.</exception>
    public static VirtualDuration operator +(VirtualDuration left, VirtualDuration right) =>
        new(checked(left.Picoseconds + right.Picoseconds));

    /// <summary>What <paramref name="left"/> is longer by; negative where it is shorter.</summary>
    /// <exception cref="OverflowException">The difference is beyond 106 days.</exception>
    public static VirtualDuration operator -(VirtualDuration left, VirtualDuration right) =>
        new(checked(left.Picoseconds - right.Picoseconds));

    /// <summary>The duration <paramref name="times"/> times over.</summary>
    /// <exception cref="OverflowException">The product is beyond 106 days.</exception>
    public static VirtualDuration operator *(VirtualDuration duration, long times) =>
        new(checked(duration.Picoseconds * times));

    /// <summary>The duration <paramref name="times"/> times over.</summary>
    /// <exception cref="OverflowException">The product is beyond 106 days.</exception>
    public static VirtualDuration operator *(long times, VirtualDuration duration) => duration * times;

    /// <summary>Whether <paramref name="left"/> is shorter.</summary>
    public static bool operator <(VirtualDuration left, VirtualDuration right) => left.Picoseconds < right.Picoseconds;

    /// <summary>Whether <paramref name="left"/> is longer.</summary>
    public static bool operator >(VirtualDuration left, VirtualDuration right) => left.Picoseconds > right.Picoseconds;

    /// <summary>Whether <paramref name="left"/> is not longer.</summary>
    public static bool operator <=(VirtualDuration left, VirtualDuration right) =>
        left.Picoseconds <= right.Picoseconds;

    /// <summary>Whether <paramref name="left"/> is not shorter.</summary>
    public static bool operator >=(VirtualDuration left, VirtualDuration right) =>
        left.Picoseconds >= right.Picoseconds;

    /// <summary>The longer of two durations.</summary>
    public static VirtualDuration Max(VirtualDuration left, VirtualDuration right) => left > right ? left : right;

    /// <summary>The shorter of two durations.</summary>
    public static VirtualDuration Min(VirtualDuration left, VirtualDuration right) => left < right ? left : right;

    /// <summary>The one place where a computed time is rounded: up, so that nothing is ever free.</summary>
    /// <param name="picoseconds">0 or more, at most 9.2e18.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, negative, or beyond 106 days.</exception>
    public static VirtualDuration RoundUpToPicoseconds(double picoseconds)
    {
        // (double)long.MaxValue is 2^63, the first value that does not fit; NaN fails both comparisons.
        if (!(picoseconds >= 0 && picoseconds < long.MaxValue))
        {
            throw new ArgumentOutOfRangeException(
                nameof(picoseconds), picoseconds, "A duration must be from 0 to 9.2e18 ps (106 days).");
        }

        return new VirtualDuration((long)Math.Ceiling(picoseconds));
    }

    /// <summary>Rounded up to whole picoseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, negative, or beyond 106 days.</exception>
    public static VirtualDuration FromNanoseconds(double nanoseconds) =>
        RoundUpToPicoseconds(nanoseconds * PicosecondsPerNanosecond);

    /// <summary>Rounded up to whole picoseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, negative, or beyond 106 days.</exception>
    public static VirtualDuration FromMicroseconds(double microseconds) =>
        RoundUpToPicoseconds(microseconds * PicosecondsPerMicrosecond);

    /// <summary>Rounded up to whole picoseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, negative, or beyond 106 days.</exception>
    public static VirtualDuration FromMilliseconds(double milliseconds) =>
        RoundUpToPicoseconds(milliseconds * PicosecondsPerMillisecond);

    /// <summary>Rounded up to whole picoseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, negative, or beyond 106 days.</exception>
    public static VirtualDuration FromSeconds(double seconds) => RoundUpToPicoseconds(seconds * PicosecondsPerSecond);

    /// <summary>Orders shorter before longer.</summary>
    public int CompareTo(VirtualDuration other) => Picoseconds.CompareTo(other.Picoseconds);

    /// <summary>Exactly, in the largest unit of which there is one whole, e.g. "1.9 us".</summary>
    public override string ToString() => Dimension.Duration.Format(Picoseconds);
}
