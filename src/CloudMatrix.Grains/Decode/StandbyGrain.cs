using CloudMatrix.Grains.Abstractions;
using Orleans.Concurrency;
using Orleans.Placement;

namespace CloudMatrix.Grains;

/// <summary>The second holder of a decode's state.</summary>
/// <remarks>
/// Reentrant, because an instance that comes back asks for the state while it is being looked after; is kept, because
/// it holds it.
/// </remarks>
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
internal sealed class StandbyGrain(SiloLayout layout) : Grain, IStandbyGrain
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly List<byte[]> _spans = [];
    private StandbyState? _state;
    private IGrainTimer? _look;

    public Task<SiloAddress> GetSilo() => Task.FromResult(layout.Local);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<StandbyCopy?> Get() => Task.FromResult(_state is null ? null : new StandbyCopy(_state, [.. _spans]));

    public Task<StandbyOutcome> Put(StandbyState state, int spansBefore, byte[][] spans)
    {
        if (_state is not null && state.Epoch < _state.Epoch)
        {
            return Task.FromResult(StandbyOutcome.Outdated);
        }

        if (_spans.Count < spansBefore)
        {
            return Task.FromResult(StandbyOutcome.LacksSpans);
        }

        _spans.RemoveRange(spansBefore, _spans.Count - spansBefore);
        _spans.AddRange(spans);
        _state = state;
        LookAfter(state.Status);
        return Task.FromResult(StandbyOutcome.Held);
    }

    private void LookAfter(DecodeStatus status)
    {
        if (status.IsOver)
        {
            _look?.Dispose();
            _look = null;
        }
        else
        {
            _look ??= this.RegisterGrainTimer(
                () => GrainFactory.DecodeInstance(this.GetPrimaryKeyString()).GetStatus(),
                new GrainTimerCreationOptions(LookEvery, LookEvery) { Interleave = true });
        }
    }
}
