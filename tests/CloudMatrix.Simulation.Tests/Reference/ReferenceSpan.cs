using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>What a die did for a while, as both engines must agree on it.</summary>
internal readonly record struct ReferenceSpan(
    int Die, int Stream, DecodeStage Stage, (int Layer, int Microbatch) Of, VirtualTime Start, VirtualTime End)
{
    public static ReferenceSpan From(TimelineSpan span) => new(
        span.Die.Index, span.Stream, span.Stage, (span.Phase.Layer, span.Phase.Microbatch), span.Start, span.End);
}
