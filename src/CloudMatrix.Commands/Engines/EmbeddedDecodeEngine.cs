using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>Runs decodes in this process.</summary>
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

    /// <inheritdoc/>
    public Task<GenerationOutcome> GenerateAsync(
        GenerationSpec spec, IProgress<GenerationProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(progress);
        return Background.RunAsync(() => Generate(spec, progress, cancellation));
    }

    private static GenerationOutcome Generate(
        GenerationSpec spec, IProgress<GenerationProgress> progress, CancellationToken cancellation)
    {
        using var session = GenerationSession.Start(spec);
        var clock = WallClock.Start();
        while (!session.IsOver)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (request, gained) in session.RunStep())
            {
                progress.Report(new GenerationProgress(request, [.. gained.Select(token => token.Token)]));
            }
        }

        return new GenerationOutcome { Report = session.Report(), Wall = clock.Elapsed, Workers = session.Workers };
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
