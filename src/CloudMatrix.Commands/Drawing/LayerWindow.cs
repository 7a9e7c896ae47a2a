using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What a die did while one of its layers was under way.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Start">When its first stage began.</param>
/// <param name="End">When its last stage ended.</param>
/// <param name="Spans">All that overlaps: the layer's own spans and its neighbours'.</param>
internal sealed record LayerWindow(int Layer, VirtualTime Start, VirtualTime End, ImmutableArray<TimelineSpan> Spans)
{
    /// <summary>The middle one of the layers that route: the pipeline is in its steady state there.</summary>
    /// <param name="step">All spans of one die in one step.</param>
    /// <exception cref="ArgumentException">No layer routes.</exception>
    public static LayerWindow Middle(IReadOnlyCollection<TimelineSpan> step)
    {
        var draftLayers = DraftLayers.Of(step);
        var layers = step.Where(span => span.Stage == DecodeStage.Dispatch)
            .Select(span => span.Phase.Layer)
            .Where(layer => !draftLayers.Contains(layer))
            .Distinct()
            .Order()
            .ToList();
        if (layers.Count == 0)
        {
            throw new ArgumentException("The timeline holds no layer that dispatches.", nameof(step));
        }

        var layer = layers[layers.Count / 2];
        var own = step.Where(IsOwn).ToList();
        var (start, end) = (own.Min(span => span.Start), own.Max(span => span.End));
        return new LayerWindow(layer, start, end, [.. step.Where(span => IsOwn(span) || Overlaps(span))]);

        bool IsOwn(TimelineSpan span) => span.Phase.Layer == layer;
        bool Overlaps(TimelineSpan span) => span.Start < end && span.End > start;
    }

    /// <summary>Whether a span is the layer's and not a neighbour's.</summary>
    public bool Owns(TimelineSpan span) => span.Phase.Layer == Layer;
}
