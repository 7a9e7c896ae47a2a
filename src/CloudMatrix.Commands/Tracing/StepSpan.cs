using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>A span and the step that it belongs to.</summary>
/// <param name="Span">What a die's stream did for a while.</param>
/// <param name="Step">From 0: the first that was recorded.</param>
internal readonly record struct StepSpan(TimelineSpan Span, int Step)
{
    /// <summary>Numbers the steps of a timeline: a die does each stage of each phase once in every step.</summary>
    /// <param name="timeline">The spans of each die as recorded, step by step.</param>
    public static ImmutableArray<StepSpan> Number(IEnumerable<TimelineSpan> timeline)
    {
        var stepsSeen = new Dictionary<(RankId, DecodeStage, DecodePhase), int>();
        return [.. timeline.Select(span => new StepSpan(span, NextStep(span)))];

        int NextStep(TimelineSpan span)
        {
            var key = (span.Die, span.Stage, span.Phase);
            var step = stepsSeen.GetValueOrDefault(key);
            stepsSeen[key] = step + 1;
            return step;
        }
    }
}
