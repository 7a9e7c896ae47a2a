using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Finds the fastest operating point of one number of requests without drawing the rounds of all.
/// </summary>
/// <remarks>
/// Branch and bound over the splits between the streams. A round is never faster on fewer cores, so that of a run of
/// splits none is faster than it would be with the rounds of the one that leaves the experts the most cores. A run that
/// could still be the fastest is halved; one that could not is dropped, and its rounds are never drawn.
/// </remarks>
internal sealed class DecodePoints
{
    private readonly DecodeSpec _spec;
    private readonly DecodeRounds _rounds;
    private readonly ImmutableArray<DecodePath> _paths;
    private readonly ImmutableArray<VirtualDuration>[] _drawn;

    /// <summary>All points that the user left open.</summary>
    /// <param name="spec">The instance with its requests.</param>
    /// <param name="rounds">Draws rounds.</param>
    public DecodePoints(DecodeSpec spec, DecodeRounds rounds)
    {
        _spec = spec;
        _rounds = rounds;
        _paths = [.. OperatingPointSearch.Candidates(spec).Select(point => new DecodePath(spec, point))];
        _drawn = new ImmutableArray<VirtualDuration>[_paths.Length];
    }

    /// <summary>The fastest point and its step; ties go to fewer microbatches.</summary>
    /// <param name="load">What the fullest die holds.</param>
    public (OperatingPoint Point, VirtualDuration Step) Fastest(MicrobatchLoad load)
    {
        // In the order of OperatingPointSearch: one microbatch, then splits that leave the experts ever fewer cores.
        var open = new PriorityQueue<(int First, int End), (VirtualDuration Bound, int Length, int First)>();
        foreach (var run in Enumerable.Range(0, _paths.Length).GroupBy(path => _paths[path].Point.Microbatches))
        {
            Add((run.First(), run.Last() + 1));
        }

        open.TryDequeue(out var best, out var time);
        while (best.End - best.First > 1)
        {
            var middle = (best.First + best.End) / 2;
            Add((best.First, middle));
            Add((middle, best.End));
            open.TryDequeue(out best, out time);
        }

        return (_paths[best.First].Point, time.Bound);

        void Add((int First, int End) run) => open.Enqueue(run, (Bound(run, load), run.End - run.First, run.First));
    }

    private VirtualDuration Bound((int First, int End) run, MicrobatchLoad load)
    {
        if (_drawn[run.First].IsDefault)
        {
            _drawn[run.First] = _rounds.Times(_spec.RequestCount, _paths[run.First].Point);
        }

        return Enumerable.Range(run.First, run.End - run.First)
            .Min(path => _paths[path].TimeOf(load, _drawn[run.First]));
    }
}
