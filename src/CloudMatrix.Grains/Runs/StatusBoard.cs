using CloudMatrix.Grains.Abstractions;

namespace CloudMatrix.Grains;

/// <summary>How far a run is, and who waits for news of it.</summary>
internal sealed class StatusBoard<TStatus>
    where TStatus : IRunStatus<TStatus>
{
    private TaskCompletionSource _next = New();

    /// <summary>The latest status.</summary>
    public TStatus Latest { get; private set; } = TStatus.None;

    /// <summary>Puts up a status; its version is the board's next.</summary>
    public TStatus Post(TStatus status)
    {
        Latest = status.At(Math.Max(Latest.Version, status.Version) + 1);
        var told = _next;
        _next = New();
        told.SetResult();
        return Latest;
    }

    /// <summary>Waits for the next status, or for patience to end.</summary>
    public Task NextAsync(Task patience) => Task.WhenAny(_next.Task, patience);

    /// <summary>The first status that is newer, or the latest when patience ends.</summary>
    public async Task<TStatus> NextAsync(long seen, Task patience)
    {
        if (Latest.Version <= seen)
        {
            await NextAsync(patience);
        }

        return Latest;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
