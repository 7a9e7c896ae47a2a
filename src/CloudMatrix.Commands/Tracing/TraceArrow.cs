using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands;

/// <summary>Rows that go from one watched die to another, or stay on it.</summary>
/// <param name="Name">"dispatch" or "combine".</param>
/// <param name="Source">What sent them.</param>
/// <param name="Target">What waited for them.</param>
internal sealed record TraceArrow(string Name, TimelineSpan Source, TimelineSpan Target)
{
    /// <summary>
    /// Where the arrow's head is bound: inside the target, and not before the source, which may start after the target
    /// did.
    /// </summary>
    public VirtualTime BoundAt => VirtualTime.Max(Source.Start, Target.Start);

    /// <summary>
    /// From each die's dispatch to all dies' experts, and from each die's experts to all dies' combine, of one layer,
    /// microbatch and step.
    /// </summary>
    public static IEnumerable<TraceArrow> Between(IEnumerable<StepSpan> spans) =>
        spans.GroupBy(span => (span.Step, span.Span.Phase.Layer, span.Span.Phase.Microbatch))
            .Select(exchange => exchange.ToLookup(span => span.Span.Stage, span => span.Span))
            .SelectMany(stages => Pairs("dispatch", stages[DecodeStage.Dispatch], stages[DecodeStage.Experts])
                .Concat(Pairs("combine", stages[DecodeStage.Experts], stages[DecodeStage.Combine])));

    private static IEnumerable<TraceArrow> Pairs(
        string name, IEnumerable<TimelineSpan> sources, IEnumerable<TimelineSpan> targets) =>
        from source in sources
        from target in targets
        select new TraceArrow(name, source, target);
}
