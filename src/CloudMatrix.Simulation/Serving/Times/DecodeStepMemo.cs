using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What iterations take: a table over the requests of the instance and the context of its fullest die, computed where
/// it is asked and straight between.
/// </summary>
/// <remarks>
/// <code>
/// rows       requests of the instance: 1, 2, 4 … dies, then ever coarser multiples of half of the dies
/// columns    tokens of context of the fullest die: 0, 1, 2, 3, 4, then four for each doubling
/// entry      DecodePath at the fastest operating point, with the rounds of the row (DecodeRounds)
/// </code>
/// A row deals its requests in turn. A request that a die holds beyond that counts as so many tokens of context as
/// are attended to while its rows are sent and summed. An entry depends on nothing but its place, so that no answer
/// depends on what was asked before. One thread may ask. Why so: docs/decisions/0015.
/// </remarks>
internal sealed class DecodeStepMemo : IDecodeTimes, IDisposable
{
    private const long KvTokensLast = 1L << 32;
    private const long ManyTokens = 1L << 30;

    private readonly DecodeSpec _spec;
    private readonly ParallelPhases _phases;
    private readonly DecodeRounds _rounds;
    private readonly Knots _requests;
    private readonly Knots _kvTokens = new(Knots.Octaves(KvTokensLast));
    private readonly DecodeRow?[] _rows;
    private readonly int _tokensPerRequest;

    /// <summary>Places the experts; everything else is computed when it is asked for.</summary>
    /// <param name="spec">
    /// The instance; its own requests and their context are not looked at, and an operating point that it leaves open
    /// is found for each entry.
    /// </param>
    public DecodeStepMemo(DecodeSpec spec)
    {
        _spec = spec;
        _phases = ParallelPhases.ForShards(DecodeRounds.Chains);
        _rounds = new DecodeRounds(spec, _phases);
        _requests = new Knots(RequestKnots(spec));
        _rows = new DecodeRow?[_requests.Count];
        _tokensPerRequest = TokensPerRequest(spec);
    }

    /// <summary>Rounds that were drawn, and steps that were computed from them: what filling the table cost.</summary>
    public (int Rows, int Entries) Filled => (
        _rows.Count(row => row is not null), _rows.Sum(row => row?.Filled ?? 0));

    /// <inheritdoc/>
    public VirtualDuration StepOf(DecodeLoad load)
    {
        var (row, below) = _requests.Locate(load.RequestCount);
        var fullest = load.FullestDie(_tokensPerRequest);
        var ps = PicosecondsOf(row, fullest);
        return VirtualDuration.RoundUpToPicoseconds(
            below == 0 ? ps : ps + (below * (PicosecondsOf(row + 1, fullest) - ps)));
    }

    /// <summary>How an instance with a load runs its pipeline: the point of the entry at or below it.</summary>
    public OperatingPoint PointOf(DecodeLoad load)
    {
        var row = RowAt(_requests.Locate(load.RequestCount).Knot);
        return row.PointOf(ContextIn(row, load.FullestDie(_tokensPerRequest)));
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose() => _phases.Dispose();

    private double PicosecondsOf(int knot, long fullest)
    {
        var row = RowAt(knot);
        return row.PicosecondsOf(ContextIn(row, fullest));
    }

    // What is left for contexts when the row's own requests are counted.
    private long ContextIn(DecodeRow row, long fullest) =>
        Math.Max(0, fullest - ((long)row.RequestsPerDie * _tokensPerRequest));

    private DecodeRow RowAt(int knot)
    {
        if (_rows[knot] is { } row)
        {
            return row;
        }

        var spec = _spec with { Requests = (int)_requests[knot] };
        return _rows[knot] = new DecodeRow(spec, new DecodePoints(spec, _rounds), _kvTokens);
    }

    // Tokens of context that a die attends to while it sends and sums the rows of one request, all cores at it and
    // nothing down: what is down must not make a request count for less.
    private static int TokensPerRequest(DecodeSpec spec)
    {
        var (machine, share) = (spec.Machine, DieShare.Whole(spec.Machine));
        var format = RowFormat.Of(spec.Model.HiddenSize, machine);
        var rows = new RowCounts(0, 0, spec.TokensPerRequest * spec.RowsPerToken);
        var port = new PortRates(machine.ExpertParallel.PortRate, machine.ExpertParallel.PortRate);
        var sent = FusedDispatchCost.RowTimes(format, port, share).For(rows);
        var summed = FusedCombineCost.SumTime(format, rows.Total, spec.TokensPerRequest, machine);
        var attended = FusedAttentionCost.Time(
            spec.Model, new AttentionBatch(1, spec.TokensPerRequest, ManyTokens), share);
        return (int)((sent + summed).TotalSeconds / attended.TotalSeconds * ManyTokens);
    }

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
