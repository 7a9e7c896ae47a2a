namespace CloudMatrix.Hosting;

/// <summary>
/// The state of the supernode for whoever looks: collected at most once in a while, however many look.
/// </summary>
/// <param name="collect">Collects it.</param>
/// <param name="time">Tells how old the last one is.</param>
internal sealed class StateFeed(Func<Task<byte[]>> collect, TimeProvider time)
{
    /// <summary>How long a state is good enough.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<byte[]>? _last;
    private long _begunAt;

    /// <summary>The last state, or a new one where that is old.</summary>
    public Task<byte[]> GetAsync()
    {
        lock (_lock)
        {
            if (_last is null || (_last.IsCompleted && time.GetElapsedTime(_begunAt) >= KeptFor))
            {
                _begunAt = time.GetTimestamp();
                _last = collect();
            }

            return _last;
        }
    }
}
