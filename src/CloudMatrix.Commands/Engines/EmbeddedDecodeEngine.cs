using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>Runs a decode in this process.</summary>
public sealed class EmbeddedDecodeEngine : IDecodeEngine
{
    /// <inheritdoc/>
    public string Name => "embedded";

    /// <inheritdoc/>
    public Task<DecodeOutcome> RunAsync(
        DecodeJob job, IProgress<DecodeProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(progress);
        return Background.RunAsync(() => Run(job, progress, cancellation));
    }

    private static DecodeOutcome Run(DecodeJob job, IProgress<DecodeProgress> progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var session = DecodeSession.Start(job.Spec, job.Watched);
        session.RunStep();
        session.Restart();

        var steps = job.Spec.Steps;
        var allocated = new long[steps];
        var clock = WallClock.Start();
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            session.RunStep();
            allocated[step] = GC.GetTotalAllocatedBytes(precise: true) - before;
            progress.Report(new DecodeProgress(step + 1, steps));
        }

        var wall = clock.Elapsed;
        Array.Sort(allocated);
        return new DecodeOutcome
        {
            Report = session.Report(),
            Timeline = session.Timeline,
            Wall = wall,
            Workers = session.Workers,
            AllocatedBytesPerStep = allocated[steps / 2],
        };
    }
}
