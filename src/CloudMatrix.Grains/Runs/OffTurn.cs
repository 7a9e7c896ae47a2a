namespace CloudMatrix.Grains;

/// <summary>
/// Work that takes longer than a grain's turn should: done beside the turns, while the grain serves calls.
/// </summary>
internal static class OffTurn
{
    /// <summary>Does the work.</summary>
    public static Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    /// <summary>Does the work.</summary>
    public static async Task<T> RunAsync<T>(Func<T> work)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return work();
    }
}
