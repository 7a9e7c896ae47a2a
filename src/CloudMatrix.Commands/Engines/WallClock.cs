using System.Diagnostics;

namespace CloudMatrix.Commands;

/// <summary>The one place of the command line that reads real time: what a run took, whether a person waits.</summary>
internal readonly struct WallClock
{
    private readonly long _startedAt;

    private WallClock(long startedAt) => _startedAt = startedAt;

    /// <summary>Since the start.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_startedAt);

    /// <summary>Starts to measure.</summary>
    public static WallClock Start() => new(Stopwatch.GetTimestamp());

    /// <summary>Whether work ends within a time, or fails within it.</summary>
    public static async Task<bool> EndsWithinAsync(Task work, TimeSpan patience)
    {
        using var stop = new CancellationTokenSource();
        var first = await Task.WhenAny(work, Task.Delay(patience, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return first == work;
    }
}
