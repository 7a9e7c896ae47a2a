using Orleans.Runtime.Placement;

namespace CloudMatrix.Grains;

/// <summary>The way of a run to the second holder of its state; a third copy stays on the run's own silo.</summary>
/// <param name="standby">The second holder.</param>
/// <param name="silo">Where this silo is among others, and what it holds itself.</param>
/// <param name="run">What the holders know the run by.</param>
internal sealed class StandbyHolder(IStandbyGrain standby, (SiloLayout Layout, StandbyShelf Shelf) silo, string run)
{
    private int _entriesHeld;

    /// <summary>Whether another activation goes on with the run: this one must not.</summary>
    public bool IsTakenOver { get; private set; }

    /// <summary>Sees to it that the holder lives on another silo, if there is one.</summary>
    /// <exception cref="HostLostException">It could not be reached.</exception>
    public async Task MoveAwayAsync()
    {
        var (silos, local) = (silo.Layout.Silos, silo.Layout.Local);
        if (silos.Length < 2 || !local.Equals(await Lost.GuardAsync(standby.GetSilo())))
        {
            return;
        }

        await Lost.GuardAsync(standby.Leave());
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silos[(silos.IndexOf(local) + 1) % silos.Length]);
        try
        {
            await Lost.GuardAsync(standby.GetSilo());
            _entriesHeld = 0;
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>Gives it the state of a run that is about to begin, if that can be.</summary>
    public async Task TryBeginAsync(IStandbyState state, List<byte[]> entries)
    {
        try
        {
            await MoveAwayAsync();
            await HoldAsync(state, entries);
        }
        catch (HostLostException)
        {
            // The first epoch gives it the state again.
        }
    }

    /// <summary>Gives it a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="entries">All entries; those that it holds are not sent again.</param>
    /// <exception cref="HostLostException">
    /// It could not be reached, or another activation goes on with the run (<see cref="IsTakenOver"/>).
    /// </exception>
    public async Task HoldAsync(IStandbyState state, List<byte[]> entries)
    {
        var count = entries.Count;
        var outcome = await PutFromAsync(Math.Min(_entriesHeld, count), state, entries);
        if (outcome == StandbyOutcome.LacksEntries)
        {
            outcome = await PutFromAsync(0, state, entries);
        }

        if (outcome == StandbyOutcome.Outdated)
        {
            IsTakenOver = true;
            throw new HostLostException("a later epoch has begun");
        }

        _entriesHeld = count;

        // The cluster may drop the run's grain itself, and its next activation asks all silos.
        silo.Shelf.Put(run, state, 0, [.. entries.Take(count)]);
    }

    private Task<StandbyOutcome> PutFromAsync(int first, IStandbyState state, List<byte[]> entries) =>
        Lost.GuardAsync(standby.Put(state, first, [.. entries.Skip(first)]));
}
