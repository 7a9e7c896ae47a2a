using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What people see of a part of an instance: its dies and expert slots in the last step that ended.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Epoch">The number of the epoch: of two views of an instance the later one counts.</param>
/// <param name="Step">Steps done.</param>
internal sealed record PartView(string Instance, long Epoch, long Step)
{
    /// <summary>Virtual time of the last step, in microseconds.</summary>
    public required double StepUs { get; init; }

    /// <summary>The network that carries rows.</summary>
    public required string Plane { get; init; }

    /// <summary>Bytes that its dies have sent, all steps.</summary>
    public required long SentBytes { get; init; }

    /// <summary>Its dies.</summary>
    public required ImmutableArray<DieView> Dies { get; init; }

    /// <summary>Its expert slots.</summary>
    public required ImmutableArray<SlotView> Slots { get; init; }

    /// <summary>The die whose streams are shown.</summary>
    public required int ShownDie { get; init; }

    /// <summary>The step that is shown, from 0.</summary>
    public required long ShownStep { get; init; }

    /// <summary>
    /// What it did in that step, six numbers each: stream, stage, layer, microbatch, start and duration in
    /// microseconds from the start of the step.
    /// </summary>
    public required ImmutableArray<double> Spans { get; init; }

    /// <summary>What people see of it.</summary>
    public static PartView Of(HostedPart part)
    {
        var (spec, snapshot) = (part.Setup.Spec, part.Snapshot);
        var ranks = part.Parts.RanksOf(part.Self);
        var (id, machine) = (part.Plan.Epoch, spec.Machine);
        return new PartView(id.Instance, id.Number, snapshot.Step)
        {
            StepUs = snapshot.Last.Time.TotalMicroseconds,
            Plane = machine.ExpertParallel.Plane == NetworkPlane.ScaleUp ? machine.ScaleUp.Name : machine.ScaleOut.Name,
            SentBytes = ranks.Sum(rank => snapshot.Counts.TallyOf(new RankId(rank)).Bus.Bytes),
            Dies = [.. ranks.Select(rank => DieView.Of(part, snapshot, new RankId(rank)))],
            Slots = [.. part.Core.Slots.Select(slot => SlotView.Of(part, snapshot, slot))],
            ShownDie = part.Shown.Index,
            ShownStep = snapshot.Last.Shown.Step,
            Spans = SpansOf(snapshot.Last.Shown.Spans),
        };
    }

    private static ImmutableArray<double> SpansOf(ImmutableArray<TimelineSpan> spans) => spans.IsEmpty ? [] :
    [
        .. spans.SelectMany(span => new[]
        {
            span.Stream, (double)span.Stage, span.Phase.Layer, span.Phase.Microbatch,
            Math.Round((span.Start - spans[0].Start).TotalMicroseconds, 1),
            Math.Round((span.End - span.Start).TotalMicroseconds, 1),
        }),
    ];
}
