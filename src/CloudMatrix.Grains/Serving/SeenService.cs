using System.Collections.Immutable;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// What people see of a service: it never goes back. Whoever does again what was done is looked at when he is as far.
/// </summary>
/// <param name="records">What became of requests, where the service was over before it came here.</param>
internal sealed class SeenService(ImmutableArray<RequestRecord> records)
{
    private TaskCompletionSource _caughtUp = NewSource();
    private ServingDesk? _desk;

    /// <summary>Messages taken by what is seen.</summary>
    public long Taken => _desk?.Taken ?? 0;

    /// <summary>What is known of all requests.</summary>
    public IReadOnlyList<RequestRecord> Records => _desk?.Ledger.Records ?? records;

    /// <summary>Ends when the service is as far as it ever was.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Somebody begins to do again what was done.</summary>
    public void Begin()
    {
        if (_caughtUp.Task.IsCompleted)
        {
            _caughtUp = NewSource();
        }
    }

    /// <summary>He is as far, and is looked at from now on.</summary>
    public void Show(ServingDesk desk)
    {
        _desk = desk;
        _caughtUp.SetResult();
    }

    /// <summary>What is known of a request.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public RequestRecord RecordOf(int request)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(request);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(request, Records.Count);
        return Records[request];
    }

    /// <summary>The keys of a request's prompt; none where the service was over before it came here.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such request.</exception>
    public ImmutableArray<KvBlockKey> BlocksOf(int request)
    {
        RecordOf(request);
        return _desk?.KeysOf(request) ?? [];
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
