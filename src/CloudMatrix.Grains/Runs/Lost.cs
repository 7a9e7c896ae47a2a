namespace CloudMatrix.Grains;

/// <summary>Tells a lost host from a defect: what the cluster itself reports is the loss of a host.</summary>
internal static class Lost
{
    /// <summary>Whether it says that a host was lost, or is not ready, or could not be reached.</summary>
    public static bool IsHost(Exception exception) =>
        exception is OrleansException or TimeoutException or HostLostException or PartLostException;

    /// <summary>Awaits a call.</summary>
    /// <exception cref="HostLostException">The call did not get through, or its answer did not.</exception>
    public static async Task<T> GuardAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (Exception exception) when (IsHost(exception) && exception is not HostLostException)
        {
            throw new HostLostException(exception.Message, exception);
        }
    }

    /// <summary>Awaits a call.</summary>
    /// <exception cref="HostLostException">The call did not get through, or its answer did not.</exception>
    public static Task GuardAsync(Task call) => GuardAsync(WithResult(call));

    private static async Task<bool> WithResult(Task call)
    {
        await call;
        return true;
    }
}
