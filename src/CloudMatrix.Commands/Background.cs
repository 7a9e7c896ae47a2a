namespace CloudMatrix.Commands;

/// <summary>Work off the caller's thread, so that he can show progress and be interrupted meanwhile.</summary>
internal static class Background
{
    /// <summary>Does the work.</summary>
    public static async Task<T> RunAsync<T>(Func<T> work)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return work();
    }
}
