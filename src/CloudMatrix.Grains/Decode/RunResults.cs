using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What a run that is done found.</summary>
internal static class RunResults
{
    /// <summary>Of a run that prices.</summary>
    /// <param name="state">The run.</param>
    /// <param name="boundary">Its last boundary.</param>
    /// <param name="spans">What the watched dies did [steps].</param>
    /// <param name="allocated">Bytes allocated, of the steps that ran here.</param>
    public static DecodeResult Priced(
        DecodeState state, DecodeBoundary boundary, List<byte[]> spans, IEnumerable<long> allocated)
    {
        var steps = allocated.Order().ToList();
        return new DecodeResult(
            boundary.Report(state.Point),
            Timeline(spans),
            state.Wall,
            state.Status.Silos,
            steps.Count > 0 ? steps[steps.Count / 2] : 0);
    }

    /// <summary>Of a run that generates.</summary>
    /// <param name="state">The run.</param>
    /// <param name="boundary">Its last boundary.</param>
    /// <param name="spec">What it generated.</param>
    /// <param name="book">What became of its requests.</param>
    public static GenerationResult Generated(
        DecodeState state, DecodeBoundary boundary, GenerationSpec spec, RequestBook book)
    {
        var run = (boundary.Total(), (int)boundary.Step, boundary.Now);
        var report = GenerationReports.Write(spec, state.Point, book, run);
        return new GenerationResult(report, state.Wall, state.Status.Silos);
    }

    private static ImmutableArray<TimelineSpan> Timeline(List<byte[]> spans) =>
    [
        .. spans.SelectMany(step => MemoryMarshal.Cast<byte, TimelineSpan>(step).ToArray())
            .OrderBy(span => span.Die.Index),
    ];
}
