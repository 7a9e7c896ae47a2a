using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>The first step that was recorded of the first watched die.</summary>
/// <param name="Die">The die.</param>
/// <param name="Length">From the step's start to the next one's.</param>
/// <param name="Spans">What the die did.</param>
internal sealed record FirstStep(RankId Die, VirtualDuration Length, ImmutableArray<TimelineSpan> Spans)
{
    /// <summary>Finds it in the timeline of a run.</summary>
    /// <param name="report">Of the same run; gives the length where no second step tells it.</param>
    /// <param name="timeline">The spans of the watched dies as recorded.</param>
    /// <exception cref="ArgumentException">There are no spans.</exception>
    public static FirstStep Of(DecodeReport report, IReadOnlyList<TimelineSpan> timeline)
    {
        if (timeline.Count == 0)
        {
            throw new ArgumentException("The timeline is empty: no die was watched.", nameof(timeline));
        }

        var die = timeline[0].Die;
        var steps = StepSpan.Number(timeline.Where(span => span.Die == die))
            .ToLookup(span => span.Step, span => span.Span);
        var start = steps[0].Min(span => span.Start);
        var end = steps.Contains(1)
            ? steps[1].Min(span => span.Start)
            : VirtualTime.Max(
                start + VirtualDuration.FromMilliseconds(report.IterationMs), steps[0].Max(span => span.End));
        return new FirstStep(die, end - start, [.. steps[0]]);
    }
}
