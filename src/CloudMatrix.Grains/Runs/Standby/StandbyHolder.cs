using Orleans.Runtime.Placement;

namespace CloudMatrix.Grains;

/// <summary>The way of a run to the second holder of its state; a third copy stays on the run's own silo.</summary>
/// <param name="standby">The second holder.</param>
/// <param name="silo">Where this silo is among others, and what it holds itself.</param>
/// <param name="run">What the holders know the run by.</param>
internal sealed class StandbyHolder(IStandbyGrain standby, (SiloLayout Layout, StandbyShelf Shelf) silo, string run)
{
    private int _entriesHeld;

    /// <summary>Whether the run is left to another activation of its grain: this one must not go on with it.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Leaves the run as it is held.</summary>
    public void Abandon() => IsAbandoned = true;

    /// <summary>Sees to it that the holder lives on another silo, if there is one.</summary>
    /// <exception cref="HostLostException">It could not be reached.</exception>
    public async Task MoveAwayAsync()
    {
        var (silos, local) = (silo.Layout.Silos, silo.Layout.Local);
        if (silos.Length < 2 || !local.Equals(await Lost.SoonAsync(standby.GetSilo())))
        {
            return;
        }

        await Lost.SoonAsync(standby.Leave());
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silos[(silos.IndexOf(local) + 1) % silos.Length]);
        try
        {
            await Lost.SoonAsync(standby.GetSilo());
            _entriesHeld = 0;
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>Gives it the state of a run that is about to begin, if that can be: the first epoch does so again.
    /// </summary>
    public Task TryBeginAsync(IStandbyState state, List<byte[]> entries) => TryAsync(async () =>
    {
        await MoveAwayAsync();
        await HoldAsync(state, entries);
    });

    /// <summary>Gives it the state of a run that is over, if that can be: whoever goes on from an earlier one comes to
    /// the same end.</summary>
    public Task TryEndAsync(IStandbyState state, List<byte[]> entries) => TryAsync(() => HoldAsync(state, entries));

    /// <summary>Gives it a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="entries">All entries; those that it holds are not sent again.</param>
    /// <exception cref="HostLostException">
    /// It could not be reached, or another activation goes on with the run (<see cref="IsAbandoned"/>).
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
            Abandon();
            throw new HostLostException("a later epoch has begun");
        }

        _entriesHeld = count;

        // The cluster may drop the run's grain itself, and its next activation asks all silos.
        silo.Shelf.Put(run, state, 0, [.. entries.Take(count)]);
    }

    private static async Task TryAsync(Func<Task> hold)
    {
        try
        {
            await hold();
        }
        catch (HostLostException)
        {
            // Who calls this knows why that does not matter.
        }
    }

    private Task<StandbyOutcome> PutFromAsync(int first, IStandbyState state, List<byte[]> entries) =>
        Lost.SoonAsync(standby.Put(state, first, [.. entries.Skip(first)]));
}
