using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>Where the time of a die's step goes.</summary>
/// <param name="Length">Of the step.</param>
/// <param name="Shares">Stream by stream in the order of the stages, waiting last.</param>
internal sealed record StepBreakdown(VirtualDuration Length, ImmutableArray<StageShare> Shares)
{
    private const int Streams = 2;

    /// <summary>Adds up one step.</summary>
    /// <param name="step">All spans of one die in the step.</param>
    /// <param name="length">Of the step, no less than any stream's work.</param>
    public static StepBreakdown Of(IReadOnlyCollection<TimelineSpan> step, VirtualDuration length) =>
        new(length, [.. Enumerable.Range(0, Streams).SelectMany(stream => SharesOf(stream, step, length))]);

    private static IEnumerable<StageShare> SharesOf(
        int stream, IEnumerable<TimelineSpan> step, VirtualDuration length)
    {
        var spent = VirtualDuration.Zero;
        foreach (var stage in step.Where(span => span.Stream == stream).GroupBy(span => span.Stage).OrderBy(g => g.Key))
        {
            var time = stage.Aggregate(VirtualDuration.Zero, (sum, span) => sum + (span.End - span.Start));
            yield return new StageShare(stream, stage.Key, time, Percent(spent + time) - Percent(spent));
            spent += time;
        }

        yield return new StageShare(stream, Stage: null, length - spent, 100 - Percent(spent));

        // Sums are rounded rather than shares, so that the shares of a stream make exactly 100.
        decimal Percent(VirtualDuration sum) => Math.Round(100m * sum.Picoseconds / length.Picoseconds, 1);
    }
}
