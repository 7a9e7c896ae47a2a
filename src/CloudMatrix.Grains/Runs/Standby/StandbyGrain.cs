using Orleans.Concurrency;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>The second holder of a run's state.</summary>
/// <remarks>
/// Reentrant, because a run that comes back asks for the state while it is being looked after; is kept, because it
/// looks after it.
/// </remarks>
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
internal sealed class StandbyGrain(SiloLayout layout, StandbyShelf shelf, IHostTime time) : Grain, IStandbyGrain
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private IGrainTimer? _look;

    private string Run => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // An activation before this one may have held it, here or elsewhere; what is left of older ones is older.
        var copies = await Task.WhenAll(layout.Silos.Select(silo => HeldAtAsync(silo, cancellationToken)));
        if (copies.OfType<StandbyCopy>().MaxBy(copy => (copy.State.Epoch, copy.State.Version)) is { } latest)
        {
            await Put(latest.State, 0, latest.Entries);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_look is not null)
        {
            // Whoever is dropped by the cluster while a run is at work comes back, here or on another silo.
            GrainFactory.GetGrain<IStandbyGrain>(Run).GetSilo().Ignore();
        }

        return Task.CompletedTask;
    }

    public Task<SiloAddress> GetSilo() => Task.FromResult(layout.Local);

    public Task Leave()
    {
        StopLooking();
        shelf.Drop(Run);
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<StandbyCopy?> Get() => Task.FromResult(shelf.Find(Run));

    public Task<StandbyOutcome> Put(IStandbyState state, int entriesBefore, byte[][] entries)
    {
        var outcome = shelf.Put(Run, state, entriesBefore, entries);
        if (outcome == StandbyOutcome.Held)
        {
            LookAfter(state);
        }

        return Task.FromResult(outcome);
    }

    // A silo that does not answer may hold it: it is asked until it does, or is no member any more.
    private async Task<StandbyCopy?> HeldAtAsync(SiloAddress silo, CancellationToken cancellation)
    {
        while (layout.Silos.Contains(silo))
        {
            try
            {
                return await GrainFactory.UbSwitch(silo).GetHeld(Run);
            }
            catch (Exception exception) when (Lost.IsHost(exception) && !cancellation.IsCancellationRequested)
            {
                await time.PauseAsync(LookEvery);
            }
        }

        return null;
    }

    private void LookAfter(IStandbyState state)
    {
        if (!state.IsAtWork)
        {
            StopLooking();
            DropElsewhere(state);
            return;
        }

        var run = GrainFactory.GetGrain(GrainId.Parse(Run)).AsReference<IRunGrain>();
        _look ??= this.RegisterGrainTimer(
            run.Wake, new GrainTimerCreationOptions(LookEvery, LookEvery) { Interleave = true });
    }

    // Silos that held it for a while still have what it was then: who is left with that must not go on with it.
    private void DropElsewhere(IStandbyState state)
    {
        foreach (var silo in layout.Silos.Remove(layout.Local))
        {
            GrainFactory.UbSwitch(silo).DropHeld(Run, state.Epoch, state.Version).Ignore();
        }
    }

    private void StopLooking()
    {
        _look?.Dispose();
        _look = null;
    }
}
