namespace CloudMatrix.Model;

/// <summary>An instant of virtual time, counted from the start of the run; <c>default</c> is the start.</summary>
/// <param name="Picoseconds">Whole picoseconds since the start; a <see cref="long"/> reaches 106 days.</param>
public readonly record struct VirtualTime(long Picoseconds) : IComparable<VirtualTime>
{
    /// <summary>The start of the run.</summary>
    public static VirtualTime Zero => default;

    /// <summary>The instant <paramref name="duration"/> after <paramref name="time"/>.</summary>
    /// <exception cref="OverflowException">The sum is beyond 106 days.</exception>
    public static VirtualTime operator +(VirtualTime time, VirtualDuration duration) =>
        new(checked(time.Picoseconds + duration.Picoseconds));

    /// <summary>From <paramref name="start"/> to <paramref name="end"/>; negative where the end is earlier.</summary>
    /// <exception cref="OverflowException">The difference is beyond 106 days.</exception>
    public static VirtualDuration operator -(VirtualTime end, VirtualTime start) =>
        new(checked(end.Picoseconds - start.Picoseconds));

    /// <summary>Whether <paramref name="left"/> is earlier.</summary>
    public static bool operator <(VirtualTime left, VirtualTime right) => left.Picoseconds < right.Picoseconds;

    /// <summary>Whether <paramref name="left"/> is later.</summary>
    public static bool operator >(VirtualTime left, VirtualTime right) => left.Picoseconds > right.Picoseconds;

    /// <summary>Whether <paramref name="left"/> is not later.</summary>
    public static bool operator <=(VirtualTime left, VirtualTime right) => left.Picoseconds <= right.Picoseconds;

    /// <summary>Whether <paramref name="left"/> is not earlier.</summary>
    public static bool operator >=(VirtualTime left, VirtualTime right) => left.Picoseconds >= right.Picoseconds;

    /// <summary>The later of two instants.</summary>
    public static VirtualTime Max(VirtualTime left, VirtualTime right) => left > right ? left : right;

    /// <summary>The earlier of two instants.</summary>
    public static VirtualTime Min(VirtualTime left, VirtualTime right) => left < right ? left : right;

    /// <summary>Orders earlier before later.</summary>
    public int CompareTo(VirtualTime other) => Picoseconds.CompareTo(other.Picoseconds);

    /// <summary>The time since the start, e.g. "83.98 ms".</summary>
    public override string ToString() => (this - Zero).ToString();
}
