using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The one total order of a service's events: by time, then by the part that they concern, then as they were sent.
/// </summary>
/// <param name="Time">When the part gets the message.</param>
/// <param name="Part">The part.</param>
/// <param name="Sequence">Counts messages as they are sent, from 0; none twice.</param>
public readonly record struct EventKey(VirtualTime Time, PartId Part, long Sequence) : IComparable<EventKey>
{
    /// <summary>Whether one comes before another.</summary>
    public static bool operator <(EventKey left, EventKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one comes after another.</summary>
    public static bool operator >(EventKey left, EventKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one does not come after another.</summary>
    public static bool operator <=(EventKey left, EventKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one does not come before another.</summary>
    public static bool operator >=(EventKey left, EventKey right) => left.CompareTo(right) >= 0;

    /// <summary>Compares by time, part and sequence, in this order.</summary>
    public int CompareTo(EventKey other)
    {
        if (Time != other.Time)
        {
            return Time < other.Time ? -1 : 1;
        }

        if (Part.Kind != other.Part.Kind)
        {
            return Part.Kind < other.Part.Kind ? -1 : 1;
        }

        return Part.Index != other.Part.Index ? Part.Index.CompareTo(other.Part.Index)
            : Sequence.CompareTo(other.Sequence);
    }
}
