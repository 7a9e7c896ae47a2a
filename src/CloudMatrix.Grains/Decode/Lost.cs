namespace CloudMatrix.Grains;

/// <summary>Tells a lost host from a defect: what the cluster itself reports is the loss of an epoch.</summary>
internal static class Lost
{
    /// <summary>Awaits a call.</summary>
    /// <exception cref="EpochLostException">The call did not get through, or its answer did not.</exception>
    public static async Task<T> AsEpochAsync<T>(Task<T> call)
    {
        try
        {
            return await call;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            throw new EpochLostException(exception.Message, exception);
        }
    }

    /// <summary>Awaits a call.</summary>
    /// <exception cref="EpochLostException">The call did not get through, or its answer did not.</exception>
    public static Task AsEpochAsync(Task call) => AsEpochAsync(WithResult(call));

    private static async Task<bool> WithResult(Task call)
    {
        await call;
        return true;
    }
}
