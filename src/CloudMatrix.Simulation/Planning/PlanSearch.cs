using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>Tries the configurations of a plan, side by side on all processors.</summary>
/// <remarks>
/// Workers take configurations as they come; no row depends on who computed it. Configurations whose instances are of
/// the same size share their times, each worker having its own.
/// </remarks>
public static class PlanSearch
{
    /// <summary>Tries them.</summary>
    /// <param name="spec">The plan.</param>
    /// <param name="known">Rows of an earlier, interrupted search, which are not computed again.</param>
    /// <param name="done">Is told of each new row, from any worker, one at a time.</param>
    /// <param name="cancellation">Ends the search after the rows under way.</param>
    /// <exception cref="OperationCanceledException">The search was ended.</exception>
    public static PlanReport Run(
        PlanSpec spec,
        IReadOnlyDictionary<PlanCandidate, PlanRow> known,
        Action<PlanRow> done,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(done);
        var rows = new PlanRow[spec.Candidates.Length];
        var telling = new Lock();
        var next = -1;
        using var phases = ParallelPhases.ForShards(rows.Length);
        phases.Run(_ =>
        {
            using var trial = new PlanTrial(spec.Options.Replay);
            while (Interlocked.Increment(ref next) is var i && i < rows.Length)
            {
                cancellation.ThrowIfCancellationRequested();
                if (known.GetValueOrDefault(spec.Candidates[i]) is { } row)
                {
                    rows[i] = row;
                    continue;
                }

                rows[i] = trial.Run(spec.Candidates[i]);
                lock (telling)
                {
                    done(rows[i]);
                }
            }
        });
        return PlanReport.Of(spec, [.. rows]);
    }
}
