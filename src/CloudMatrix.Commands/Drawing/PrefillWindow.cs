using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>What a die did while one layer of a prefill batch was under way.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Start">When its first stage began.</param>
/// <param name="End">When its last stage ended.</param>
/// <param name="Spans">All that overlaps: the layer's own spans and its neighbours'.</param>
internal sealed record PrefillWindow(int Layer, VirtualTime Start, VirtualTime End, ImmutableArray<PrefillSpan> Spans)
{
    /// <summary>The middle one of the layers that route, of the first die.</summary>
    /// <param name="timeline">The spans of the watched dies.</param>
    /// <exception cref="ArgumentException">No layer routes.</exception>
    public static PrefillWindow Middle(IReadOnlyList<PrefillSpan> timeline)
    {
        var spans = timeline.Where(span => span.Die == timeline[0].Die).ToList();
        var layers = spans.Where(span => span.Step.Stage == PrefillStage.Dispatch)
            .Select(span => span.Step.Layer)
            .Distinct()
            .Order()
            .ToList();
        if (layers.Count == 0)
        {
            throw new ArgumentException("The timeline holds no layer that dispatches.", nameof(timeline));
        }

        var layer = layers[layers.Count / 2];
        var own = spans.Where(span => span.Step.Layer == layer).ToList();
        var (start, end) = (own.Min(span => span.Start), own.Max(span => span.End));
        return new PrefillWindow(layer, start, end, [.. spans.Where(span => span.Start < end && span.End > start)]);
    }

    /// <summary>Whether a span is the layer's and not a neighbour's.</summary>
    public bool Owns(PrefillSpan span) => span.Step.Layer == Layer;
}
