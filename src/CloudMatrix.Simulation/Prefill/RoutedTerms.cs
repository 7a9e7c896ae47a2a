using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>Where the slots and dies of an instance are.</summary>
/// <param name="Slots">The slots.</param>
/// <param name="Neighbours">Each die's place on its node [dies].</param>
internal sealed record RoutedTerms(SlotMap Slots, ImmutableArray<DieNeighbours> Neighbours)
{
    /// <summary>Those of an instance.</summary>
    public static RoutedTerms Of(PrefillSpec spec) => new(
        spec.Slots,
        [.. Enumerable.Range(0, spec.Dies).Select(die => DieNeighbours.Of(die, spec.Machine.DiesPerNode, spec.Dies))]);
}
