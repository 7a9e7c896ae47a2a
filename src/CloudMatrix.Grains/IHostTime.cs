namespace CloudMatrix.Grains;

/// <summary>
/// Real time, of which only the host knows: what a run took, and how long to wait before trying again.
/// </summary>
public interface IHostTime
{
    /// <summary>An instant to measure from.</summary>
    long Timestamp { get; }

    /// <summary>Real time since an instant.</summary>
    TimeSpan Since(long timestamp);

    /// <summary>Waits.</summary>
    Task PauseAsync(TimeSpan duration);
}
