namespace CloudMatrix.Grains;

/// <summary>
/// The states of decodes that this silo holds, for others and for its own. They are the silo's and not the grains': the
/// cluster may drop a grain whose entry in the directory was on a silo that is gone, and its next activation finds them
/// here.
/// </summary>
internal sealed class StandbyShelf
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (StandbyState State, List<byte[]> Spans)> _held = [];

    /// <summary>What is held of an instance; null for nothing.</summary>
    public StandbyCopy? Find(string instance)
    {
        lock (_lock)
        {
            return _held.TryGetValue(instance, out var held) ? new StandbyCopy(held.State, [.. held.Spans]) : null;
        }
    }

    /// <summary>Takes in the state at a step boundary.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="state">The state.</param>
    /// <param name="spansBefore">Steps whose spans should be held already; the others are dropped.</param>
    /// <param name="spans">Spans of the steps since.</param>
    public StandbyOutcome Put(string instance, StandbyState state, int spansBefore, byte[][] spans)
    {
        lock (_lock)
        {
            var isHeld = _held.TryGetValue(instance, out var held);
            if (isHeld && state.Epoch < held.State.Epoch)
            {
                return StandbyOutcome.Outdated;
            }

            var all = held.Spans ?? [];
            if (all.Count < spansBefore)
            {
                return StandbyOutcome.LacksSpans;
            }

            all.RemoveRange(spansBefore, all.Count - spansBefore);
            all.AddRange(spans);
            _held[instance] = (state, all);
            return StandbyOutcome.Held;
        }
    }

    /// <summary>Gives the place of an instance up.</summary>
    public void Drop(string instance)
    {
        lock (_lock)
        {
            _held.Remove(instance);
        }
    }
}
