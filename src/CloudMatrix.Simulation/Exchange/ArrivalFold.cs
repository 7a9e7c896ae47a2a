using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// When everything sent to one receiver has arrived: a fold over its senders that gives one answer in any order.
/// </summary>
/// <remarks>
/// <code>
/// complete = max(latest arrival, first arrival + Σ time on the port)
/// </code>
/// A receiver's port takes messages one after another. Served first come, first served, n messages complete at
/// maxᵢ(aᵢ + Σⱼ≥ᵢ sⱼ), which needs a sort; the fold keeps the terms i = 1 and i = n, where aₙ counts the last message
/// as arrived in full. It is never later than the exact answer, and earlier by at most min(aₙ − a₁, Σ s):
/// docs/INVARIANTS.md.
/// </remarks>
internal struct ArrivalFold
{
    private long _first;
    private long _latest;
    private double _portPs;

    /// <summary>A fold that nothing was added to: complete at the beginning of time.</summary>
    public ArrivalFold()
    {
        _first = long.MaxValue;
        _latest = 0;
    }

    /// <summary>Adds a sender, or several on the same kind of path.</summary>
    /// <param name="first">When the first byte arrives.</param>
    /// <param name="latest">When the last byte or flag arrives if the port is free.</param>
    public void Arrive(VirtualTime first, VirtualTime latest)
    {
        _first = Math.Min(_first, first.Picoseconds);
        _latest = Math.Max(_latest, latest.Picoseconds);
    }

    /// <summary>Adds what the receiver itself must have done.</summary>
    public void NotBefore(VirtualTime time) => _latest = Math.Max(_latest, time.Picoseconds);

    /// <summary>Adds time for which arriving bytes occupy the port, in picoseconds.</summary>
    public void Occupy(double portPs) => _portPs += portPs;

    /// <summary>When the last of everything has passed the port.</summary>
    public readonly VirtualTime Complete()
    {
        var latest = new VirtualTime(_latest);
        return _first == long.MaxValue
            ? latest
            : VirtualTime.Max(latest, new VirtualTime(_first) + VirtualDuration.RoundUpToPicoseconds(_portPs));
    }
}
