using System.Collections.Concurrent;

namespace CloudMatrix.Grains;

/// <summary>
/// The parts of decode instances that live on this silo: its share of the switches' memory. One part for each instance,
/// that of its last epoch.
/// </summary>
internal sealed class HostedParts
{
    private readonly ConcurrentDictionary<string, HostedPart> _parts = [];
    private int _opening;

    /// <summary>Whether a part is being made.</summary>
    public bool AreOpening => Volatile.Read(ref _opening) > 0;

    /// <summary>All parts.</summary>
    public IEnumerable<HostedPart> All => _parts.Values;

    /// <summary>The part of an epoch; null where that is over, or has not begun here.</summary>
    public HostedPart? Find(EpochId epoch) =>
        _parts.TryGetValue(epoch.Instance, out var part) && part.Plan.Epoch == epoch ? part : null;

    /// <summary>The number of the latest epoch of an instance that has a part here; 0 where none has.</summary>
    public long LatestOf(string instance) =>
        _parts.TryGetValue(instance, out var part) ? part.Plan.Epoch.Number : 0;

    /// <summary>A part is being made, until what this returns is disposed of.</summary>
    public IDisposable BeginOpening()
    {
        Interlocked.Increment(ref _opening);
        return new Opening(this);
    }

    /// <summary>Ends all epochs: the silo stops.</summary>
    public void EndAll()
    {
        foreach (var part in _parts.Values)
        {
            End(part.Plan.Epoch);
        }
    }

    /// <summary>Takes a part in; one of an earlier epoch of its instance ends and is dropped.</summary>
    /// <returns>Whether it was taken in: a part of an epoch that is over is not.</returns>
    public bool TryAdd(HostedPart part)
    {
        End(part.Plan.Epoch);
        return _parts.TryAdd(part.Plan.Epoch.Instance, part);
    }

    /// <summary>Ends the epochs of an instance up to one, and drops its part.</summary>
    public void End(EpochId epoch)
    {
        if (_parts.TryGetValue(epoch.Instance, out var part) && part.Plan.Epoch.Number <= epoch.Number)
        {
            part.End(GraphEnd.Aborted);
            _parts.TryRemove(new KeyValuePair<string, HostedPart>(epoch.Instance, part));
        }
    }

    private sealed class Opening(HostedParts parts) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref parts._opening);
    }
}
