namespace CloudMatrix.Grains;

/// <summary>Tells a lost host from a defect: what the cluster itself reports is the loss of a host.</summary>
internal static class Lost
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

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

    /// <summary>
    /// Awaits a call that is answered at once where it gets through: one that asks its way of a silo that is lost can
    /// be without an answer for much longer than it takes to count the silo out.
    /// </summary>
    /// <exception cref="HostLostException">There is no answer, or none in time.</exception>
    public static Task<T> SoonAsync<T>(Task<T> call) => GuardAsync(call.WaitAsync(Soon));

    /// <summary>Awaits a call that is answered at once where it gets through.</summary>
    /// <exception cref="HostLostException">There is no answer, or none in time.</exception>
    public static Task SoonAsync(Task call) => SoonAsync(WithResult(call));

    private static async Task<bool> WithResult(Task call)
    {
        await call;
        return true;
    }
}
