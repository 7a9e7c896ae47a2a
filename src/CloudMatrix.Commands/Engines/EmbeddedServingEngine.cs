using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>Serves traces in this process.</summary>
public sealed class EmbeddedServingEngine : IServingEngine
{
    private const int EventsPerReport = 4096;

    /// <inheritdoc/>
    public string Name => "embedded";

    /// <inheritdoc/>
    public Task<ReplayOutcome> ReplayAsync(
        ReplaySpec spec, IProgress<DecodeProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(progress);
        return Background.RunAsync(() => Replay(spec, progress, cancellation)).WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task<PlanReport> PlanAsync(
        PlanSpec spec,
        IReadOnlyDictionary<PlanCandidate, PlanRow> known,
        Action<PlanRow> found,
        CancellationToken cancellation) =>
        Background.RunAsync(() => PlanSearch.Run(spec, known, found, cancellation));

    private static ReplayOutcome Replay(
        ReplaySpec spec, IProgress<DecodeProgress> progress, CancellationToken cancellation)
    {
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var clock = WallClock.Start();
        using var session = ServingSession.Start(spec);
        while (session.TryStep())
        {
            if (session.Events % EventsPerReport == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.Report(new DecodeProgress(session.Ended, session.Requests.Count));
            }
        }

        return new ReplayOutcome
        {
            Report = session.Report(),
            Requests = session.Requests,
            Wall = clock.Elapsed,
            Events = session.Events,
            AllocatedBytes = GC.GetTotalAllocatedBytes() - allocatedBefore,
        };
    }
}
