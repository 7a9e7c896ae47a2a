namespace CloudMatrix.Grains;

/// <summary>How long a run tries to go on before it gives up: a network that is cut for minutes may heal.</summary>
/// <param name="time">Real time.</param>
internal sealed class Patience(IHostTime time)
{
    /// <summary>Without any progress a run gives up after this long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(500);

    private long _since = time.Timestamp;

    /// <summary>Whether it is at its end.</summary>
    public bool IsOver => time.Since(_since) > Limit;

    /// <summary>There was progress.</summary>
    public void Restart() => _since = time.Timestamp;

    /// <summary>Waits a little before the next try.</summary>
    public Task PauseAsync() => time.PauseAsync(RetryAfter);
}
