using CloudMatrix.Grains.Abstractions;
using Orleans.Concurrency;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>The second holder of a decode's state.</summary>
/// <remarks>
/// Reentrant, because an instance that comes back asks for the state while it is being looked after; is kept, because
/// it looks after it.
/// </remarks>
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
internal sealed class StandbyGrain(SiloLayout layout, StandbyShelf shelf) : Grain, IStandbyGrain
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private IGrainTimer? _look;

    private string Instance => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // An activation before this one may have held it, here or elsewhere; what is left of older ones is older.
        var copies = await Task.WhenAll(layout.Silos.Select(HeldAtAsync));
        if (copies.OfType<StandbyCopy>().MaxBy(copy => (copy.State.Epoch, copy.State.Status.Version)) is { } latest)
        {
            await Put(latest.State, 0, latest.Spans);
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_look is not null)
        {
            // Whoever is dropped by the cluster while a decode runs comes back, here or on another silo.
            GrainFactory.GetGrain<IStandbyGrain>(Instance).GetSilo().Ignore();
        }

        return Task.CompletedTask;
    }

    public Task<SiloAddress> GetSilo() => Task.FromResult(layout.Local);

    public Task Leave()
    {
        LookAfter(DecodeStatus.None);
        shelf.Drop(Instance);
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<StandbyCopy?> Get() => Task.FromResult(shelf.Find(Instance));

    public Task<StandbyOutcome> Put(StandbyState state, int spansBefore, byte[][] spans)
    {
        var outcome = shelf.Put(Instance, state, spansBefore, spans);
        if (outcome == StandbyOutcome.Held)
        {
            LookAfter(state.Status);
        }

        return Task.FromResult(outcome);
    }

    private async Task<StandbyCopy?> HeldAtAsync(SiloAddress silo)
    {
        try
        {
            return await GrainFactory.UbSwitch(silo).GetHeld(Instance);
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // What a silo held that is lost, is lost: the instance gives it again.
            return null;
        }
    }

    private void LookAfter(DecodeStatus status)
    {
        if (status.IsOver || status.Life == DecodeLife.None)
        {
            _look?.Dispose();
            _look = null;
        }
        else
        {
            _look ??= this.RegisterGrainTimer(
                () => GrainFactory.DecodeInstance(Instance).GetStatus(),
                new GrainTimerCreationOptions(LookEvery, LookEvery) { Interleave = true });
        }
    }
}
