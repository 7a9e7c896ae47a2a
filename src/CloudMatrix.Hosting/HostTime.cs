using System.Diagnostics;
using CloudMatrix.Grains;

namespace CloudMatrix.Hosting;

/// <summary>The host's own clock.</summary>
internal sealed class HostTime : IHostTime
{
    public long Timestamp => Stopwatch.GetTimestamp();

    public TimeSpan Since(long timestamp) => Stopwatch.GetElapsedTime(timestamp);

    public Task PauseAsync(TimeSpan duration) => Task.Delay(duration);
}
