using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>How a part of an instance ended a graph.</summary>
/// <param name="Outcome">Whether it did.</param>
/// <param name="End">When the last of its dies had done it.</param>
/// <param name="Counts">What it has counted, if the step ends; otherwise empty.</param>
/// <param name="Spans">What its watched dies did in the step, if the step ends; otherwise empty.</param>
/// <param name="Outcomes">The document of what its requests got out of the step; empty where it has none.</param>
/// <param name="Fault">What was found broken; null unless something was.</param>
[GenerateSerializer, Immutable, Alias("graph-end")]
internal sealed record GraphEnd(
    [property: Id(0)] GraphOutcome Outcome,
    [property: Id(1)] VirtualTime End,
    [property: Id(2)] byte[] Counts,
    [property: Id(3)] byte[] Spans,
    [property: Id(4)] byte[] Outcomes,
    [property: Id(5)] string? Fault)
{
    /// <summary>The epoch is over.</summary>
    public static GraphEnd Aborted { get; } = new(GraphOutcome.Aborted, VirtualTime.Zero, [], [], [], null);

    /// <summary>Something that must always hold did not: running it again would break it again.</summary>
    public static GraphEnd Broken(string fault) => new(GraphOutcome.Broken, VirtualTime.Zero, [], [], [], fault);
}
