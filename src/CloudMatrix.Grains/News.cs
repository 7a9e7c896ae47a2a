namespace CloudMatrix.Grains;

/// <summary>Who waits for news, and is told.</summary>
internal sealed class News
{
    private TaskCompletionSource _next = New();

    /// <summary>There are news.</summary>
    public void Tell()
    {
        var told = _next;
        _next = New();
        told.SetResult();
    }

    /// <summary>Waits for the next news, or for patience to end.</summary>
    public Task NextAsync(Task patience) => Task.WhenAny(_next.Task, patience);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
