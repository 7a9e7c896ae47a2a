using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// A batch as those dies go through it that everyone waits for: the steps of the schedule on their three streams.
/// </summary>
/// <remarks>
/// All dies meet in five collectives of each microbatch and layer, which begin when the last is ready and end for all
/// at once. So a batch takes what it takes one die that is the slowest in everything, or two: where there are fewer
/// tokens than dies, the busiest experts are elsewhere than the tokens.
/// </remarks>
internal sealed class PrefillPath
{
    private readonly ImmutableArray<Place> _steps;
    private readonly ImmutableArray<DieStreams> _dies;

    /// <summary>The path through a model.</summary>
    /// <param name="instance">Gives model and microbatches.</param>
    /// <param name="placeOf">Where the time of a step stands among those of its microbatch.</param>
    public PrefillPath(PrefillSpec instance, Func<PrefillStep, PrefillDieKind, int> placeOf)
    {
        _steps = [.. PrefillSchedule.Of(instance.Model, instance.Microbatches).Select(step => new Place(
            (int)step.Stream,
            step.Microbatch,
            step.IsAside,
            (placeOf(step, PrefillDieKind.WithTokens), placeOf(step, PrefillDieKind.WithoutTokens))))];
        var streams = Enum.GetValues<PrefillStream>().Length;
        _dies = [.. Enum.GetValues<PrefillDieKind>().Select(_ => new DieStreams(instance.Microbatches, streams))];
    }

    /// <summary>When all microbatches are done, up to the head.</summary>
    /// <param name="microbatches">All of them.</param>
    public VirtualDuration TimeOf(ReadOnlySpan<PricedMicrobatch> microbatches)
    {
        var kinds = 1;
        foreach (var microbatch in microbatches)
        {
            kinds = Math.Max(kinds, microbatch.Kinds);
        }

        var dies = _dies.AsSpan()[..kinds];
        foreach (var die in dies)
        {
            die.Begin(VirtualTime.Zero);
        }

        foreach (ref readonly var place in _steps.AsSpan())
        {
            var microbatch = microbatches[place.Microbatch];
            if (microbatch.Times is not null)
            {
                Run(place, microbatch, dies);
            }
        }

        var end = VirtualTime.Zero;
        foreach (var die in dies)
        {
            end = VirtualTime.Max(end, die.AllReady);
        }

        return end - VirtualTime.Zero;
    }

    // A die without tokens in one microbatch may have some in another.
    private static void Run(in Place place, in PricedMicrobatch priced, ReadOnlySpan<DieStreams> dies)
    {
        var (times, kinds) = (priced.Times!, priced.Kinds);
        var microbatch = place.Microbatch;
        if (place.Stream == (int)PrefillStream.Sdma)
        {
            var start = VirtualTime.Zero;
            foreach (var die in dies)
            {
                start = VirtualTime.Max(start, die.StartOn(place.Stream, microbatch));
            }

            foreach (var die in dies)
            {
                die.EndOn(place.Stream, microbatch, start + times[place.Times.WithTokens]);
            }

            return;
        }

        for (var kind = 0; kind < dies.Length; kind++)
        {
            var time = times[kind == 0 || kinds == 1 ? place.Times.WithTokens : place.Times.WithoutTokens];
            var end = dies[kind].StartOn(place.Stream, microbatch) + time;
            if (place.IsAside)
            {
                dies[kind].EndAside(place.Stream, end);
            }
            else
            {
                dies[kind].EndOn(place.Stream, microbatch, end);
            }
        }
    }

    /// <summary>A step of the schedule, and where its times stand for either kind of die.</summary>
    private readonly record struct Place(
        int Stream, int Microbatch, bool IsAside, (int WithTokens, int WithoutTokens) Times);
}
