using System.Collections.Concurrent;

namespace CloudMatrix.Grains;

/// <summary>
/// The parts of decode instances that live on this silo: its share of the switches' memory. One part for each instance,
/// that of its last epoch.
/// </summary>
internal sealed class HostedParts
{
    private readonly ConcurrentDictionary<string, HostedPart> _parts = [];

    /// <summary>All parts.</summary>
    public IEnumerable<HostedPart> All => _parts.Values;

    /// <summary>The part of an epoch; null where that is over, or has not begun here.</summary>
    public HostedPart? Find(EpochId epoch) =>
        _parts.TryGetValue(epoch.Instance, out var part) && part.Plan.Epoch == epoch ? part : null;

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
}
