using Orleans.Runtime.Placement;

namespace CloudMatrix.Grains;

/// <summary>The way of a run to the second holder of its state; a third copy stays on the run's own silo.</summary>
internal sealed class StandbyHolder(DecodeRuns runs, string instance)
{
    private readonly IStandbyGrain _standby = runs.Grains.GetGrain<IStandbyGrain>(instance);
    private int _spansHeld;

    /// <summary>Sees to it that the holder lives on another silo, if there is one.</summary>
    public async Task MoveAwayAsync()
    {
        var silos = runs.Layout.Silos;
        var local = runs.Layout.Local;
        if (silos.Length < 2 || !local.Equals(await Lost.AsEpochAsync(_standby.GetSilo())))
        {
            return;
        }

        await Lost.AsEpochAsync(_standby.Leave());
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silos[(silos.IndexOf(local) + 1) % silos.Length]);
        try
        {
            await Lost.AsEpochAsync(_standby.GetSilo());
            _spansHeld = 0;
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    /// <summary>Gives it the state of a run that is about to begin, if that can be.</summary>
    public async Task TryBeginAsync(StandbyState state)
    {
        try
        {
            await MoveAwayAsync();
            await PutAsync(state, []);
        }
        catch (EpochLostException)
        {
            // The first epoch gives it the state again.
        }
    }

    /// <summary>Gives it the state at a step boundary.</summary>
    /// <param name="state">The state.</param>
    /// <param name="spans">The spans of all steps; those that it holds are not sent again.</param>
    public async Task<StandbyOutcome> PutAsync(StandbyState state, List<byte[]> spans)
    {
        var outcome = await PutFromAsync(Math.Min(_spansHeld, spans.Count), state, spans);
        if (outcome == StandbyOutcome.LacksSpans)
        {
            outcome = await PutFromAsync(0, state, spans);
        }

        _spansHeld = spans.Count;
        if (outcome == StandbyOutcome.Held)
        {
            // The cluster may drop the instance itself, and its next activation asks all silos.
            runs.Shelf.Put(instance, state, 0, [.. spans]);
        }

        return outcome;
    }

    private Task<StandbyOutcome> PutFromAsync(int first, StandbyState state, List<byte[]> spans) =>
        Lost.AsEpochAsync(_standby.Put(state, first, [.. spans.Skip(first)]));
}
