using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What iterations take: a table over the requests of the instance and the context of its fullest die, computed where
/// it is asked and straight between.
/// </summary>
/// <remarks>
/// <code>
/// rows       requests of the instance: 1, 2, 4 … dies, then ever coarser multiples of half of the dies
/// columns    tokens of context of the die that holds the most: 0 … four for each doubling
/// entry      DecodePath at the fastest operating point, with the rounds of the row (DecodeRounds)
/// </code>
/// Where a die holds more requests than requests dealt in turn would give it, its entries are those of such a die.
/// An entry depends on nothing but its place, so that no answer depends on what was asked before. One thread may ask.
/// Why so: docs/decisions/0015.
/// </remarks>
internal sealed class DecodeStepMemo : IDecodeTimes, IDisposable
{
    private const long KvTokensLast = 1L << 32;

    private readonly DecodeSpec _spec;
    private readonly ParallelPhases _phases;
    private readonly DecodeRounds _rounds;
    private readonly Knots _requests;
    private readonly Knots _kvTokens = new(Knots.Octaves(KvTokensLast));
    private readonly DecodeRow?[] _rows;

    /// <summary>Places the experts; everything else is computed when it is asked for.</summary>
    /// <param name="spec">
    /// The instance; its own requests and their context are not looked at, and an operating point that it leaves open
    /// is found for each entry.
    /// </param>
    public DecodeStepMemo(DecodeSpec spec)
    {
        _spec = spec;
        _phases = ParallelPhases.ForShards(DecodeRounds.SampledLayersOf(spec));
        _rounds = new DecodeRounds(spec, _phases);
        _requests = new Knots(RequestKnots(spec));
        _rows = new DecodeRow?[_requests.Count];
    }

    /// <summary>Rounds that were drawn, and steps that were computed from them: what filling the table cost.</summary>
    public (int Rows, int Entries) Filled => (
        _rows.Count(row => row is not null), _rows.Sum(row => row?.Filled ?? 0));

    /// <inheritdoc/>
    public VirtualDuration StepOf(DecodeLoad load)
    {
        var (row, below) = _requests.Locate(load.RequestCount);
        var place = (Requests: load.RequestsMax, KvTokens: load.KvTokensMax);
        var ps = RowAt(row).PicosecondsOf(place.Requests, place.KvTokens);
        return VirtualDuration.RoundUpToPicoseconds(below == 0
            ? ps
            : ps + (below * (RowAt(row + 1).PicosecondsOf(place.Requests, place.KvTokens) - ps)));
    }

    /// <summary>How an instance with a load runs its pipeline: the point of the entry at or below it.</summary>
    public OperatingPoint PointOf(DecodeLoad load) =>
        RowAt(_requests.Locate(load.RequestCount).Knot).PointOf(load.RequestsMax, load.KvTokensMax);

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _phases.Dispose();

    private DecodeRow RowAt(int knot) =>
        _rows[knot] ??= new DecodeRow(_spec with { Requests = (int)_requests[knot] }, _rounds, _kvTokens);

    // Whole requests to whole dies where they are few; beyond, as many as windows hold.
    private static ImmutableArray<long> RequestKnots(DecodeSpec spec)
    {
        var dies = spec.Dies;
        var powers = Enumerable.Range(0, 31).Select(power => 1L << power).TakeWhile(requests => requests < dies);
        var unit = dies % 2 == 0 ? dies / 2 : dies;
        var perDieMax = ushort.MaxValue / (spec.TokensPerRequest * spec.RowsPerToken);
        var multiples = Knots.Octaves((long)perDieMax * dies / unit).Select(units => units * unit);
        return [.. powers, .. multiples.Where(requests => requests >= dies && requests <= (long)perDieMax * dies)];
    }
}
