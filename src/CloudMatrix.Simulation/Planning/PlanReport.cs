using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>What a plan found: the same bytes for the same specification, on any number of processors.</summary>
public sealed record PlanReport
{
    /// <summary>The machine's name.</summary>
    public required string MachineName { get; init; }

    /// <summary>The model's name.</summary>
    public required string ModelName { get; init; }

    /// <summary>Requests of the trace.</summary>
    public required int Requests { get; init; }

    /// <summary>Requests a second.</summary>
    public required double? RequestsPerSecond { get; init; }

    /// <summary>The promise: time to the first token, in milliseconds.</summary>
    public required double SloTtftMs { get; init; }

    /// <summary>The promise: time per token after it, in milliseconds.</summary>
    public required double SloTpotMs { get; init; }

    /// <summary>Share of the requests that must be served so.</summary>
    public required double Attainment { get; init; }

    /// <summary>NPUs that a configuration may use.</summary>
    public required int NpusMax { get; init; }

    /// <summary>Configurations tried.</summary>
    public required int Tried { get; init; }

    /// <summary>Combinations that need more NPUs than there are.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Configurations that cannot be, and why.</summary>
    public required ImmutableArray<PlanRow> Impossible { get; init; }

    /// <summary>
    /// The fewest NPUs that keep the promise, and of these the one that keeps it most often; null where none keeps it.
    /// </summary>
    public required PlanRow? Best { get; init; }

    /// <summary>
    /// Configurations that no other beats in both NPUs and the share of promises kept, from few NPUs to many.
    /// </summary>
    public required ImmutableArray<PlanRow> Pareto { get; init; }

    /// <summary>All that were tried, from few NPUs to many.</summary>
    public required ImmutableArray<PlanRow> Rows { get; init; }

    /// <summary>The report of a plan whose rows are all there.</summary>
    /// <param name="spec">The plan.</param>
    /// <param name="rows">One for each candidate, in their order.</param>
    public static PlanReport Of(PlanSpec spec, ImmutableArray<PlanRow> rows)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var (replay, service) = (spec.Options.Replay, spec.Options.Replay.Service);
        var arrivals = ReplaySpecReader.ArrivalsOf(replay);
        ImmutableArray<PlanRow> possible = [.. rows.Where(row => row.Refusal is null)];
        var seconds = (arrivals[^1] - arrivals[0]).TotalSeconds;
        return new PlanReport
        {
            MachineName = service.Machine.Name,
            ModelName = service.Model.Name,
            Requests = arrivals.Length,
            RequestsPerSecond = seconds > 0 ? arrivals.Length / seconds : null,
            SloTtftMs = replay.Slo.Ttft.TotalMilliseconds,
            SloTpotMs = replay.Slo.Tpot.TotalMilliseconds,
            Attainment = spec.Options.Attainment,
            NpusMax = spec.NpusMax,
            Tried = possible.Length,
            LeftOut = spec.LeftOut,
            Impossible = [.. rows.Where(row => row.Refusal is not null)],
            Best = possible
                .Where(row => row.GoodputShare >= spec.Options.Attainment)
                .OrderBy(row => row.Npus)
                .ThenByDescending(row => row.GoodputShare)
                .FirstOrDefault(),
            Pareto = ParetoOf(possible),
            Rows = possible,
        };
    }

    // From few NPUs to many, whoever serves more than all before it; of those with as many NPUs, the one that serves
    // most.
    private static ImmutableArray<PlanRow> ParetoOf(ImmutableArray<PlanRow> rows)
    {
        var front = ImmutableArray.CreateBuilder<PlanRow>();
        foreach (var row in rows.OrderBy(row => row.Npus).ThenByDescending(row => row.GoodputShare))
        {
            if (front.Count == 0 || row.GoodputShare > front[^1].GoodputShare)
            {
                front.Add(row);
            }
        }

        return front.ToImmutable();
    }
}
