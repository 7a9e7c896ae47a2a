namespace CloudMatrix.Grains;

/// <summary>
/// The states of runs that this silo holds, for others and for its own. They are the silo's and not the grains': the
/// cluster may drop a grain whose entry in the directory was on a silo that is gone, and its next activation finds them
/// here.
/// </summary>
internal sealed class StandbyShelf
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (IStandbyState State, List<byte[]> Entries)> _held = [];

    /// <summary>What is held of a run; null for nothing.</summary>
    public StandbyCopy? Find(string run)
    {
        lock (_lock)
        {
            return _held.TryGetValue(run, out var held) ? new StandbyCopy(held.State, [.. held.Entries]) : null;
        }
    }

    /// <summary>Takes in a state.</summary>
    /// <param name="run">The run.</param>
    /// <param name="state">The state.</param>
    /// <param name="entriesBefore">Entries that should be held already; what is beyond them is dropped.</param>
    /// <param name="entries">Entries since.</param>
    public StandbyOutcome Put(string run, IStandbyState state, int entriesBefore, byte[][] entries)
    {
        lock (_lock)
        {
            var isHeld = _held.TryGetValue(run, out var held);
            if (isHeld && state.Epoch < held.State.Epoch)
            {
                return StandbyOutcome.Outdated;
            }

            var all = held.Entries ?? [];
            if (all.Count < entriesBefore)
            {
                return StandbyOutcome.LacksEntries;
            }

            all.RemoveRange(entriesBefore, all.Count - entriesBefore);
            all.AddRange(entries);
            _held[run] = (state, all);
            return StandbyOutcome.Held;
        }
    }

    /// <summary>Gives the place of a run up, unless it holds a state as new as this.</summary>
    /// <param name="run">The run.</param>
    /// <param name="last">Epoch and version of the state.</param>
    public void DropBefore(string run, (long Epoch, long Version) last)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(run, out var held)
                && (held.State.Epoch, held.State.Version).CompareTo(last) < 0)
            {
                _held.Remove(run);
            }
        }
    }

    /// <summary>Gives the place of a run up.</summary>
    public void Drop(string run)
    {
        lock (_lock)
        {
            _held.Remove(run);
        }
    }
}
