using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>
/// How long a service has been open in real time, on whatever silos, and what its own time should be.
/// </summary>
/// <param name="time">Real time.</param>
/// <param name="pace">Virtual seconds in a second of real time; null: as fast as it goes.</param>
/// <param name="before">Real time that it was open on other silos.</param>
internal sealed class ServiceClock(IHostTime time, double? pace, TimeSpan before)
{
    private long? _openedAt;

    /// <summary>Real time that it has been open.</summary>
    public TimeSpan Elapsed => before + (_openedAt is { } openedAt ? time.Since(openedAt) : TimeSpan.Zero);

    /// <summary>Its own time, if it keeps pace with real time; otherwise null.</summary>
    public VirtualTime? Now => pace is { } factor
        ? VirtualTime.Zero + VirtualDuration.FromSeconds(Elapsed.TotalSeconds * factor)
        : null;

    /// <summary>It is open from now on.</summary>
    public void Start() => _openedAt ??= time.Timestamp;
}
