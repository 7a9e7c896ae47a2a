using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>The slots that a layer's routed experts and their replicas are to fill.</summary>
/// <param name="SlotsByDie">Slots for routed experts on each die, 0 or more; in sum one an expert or more.</param>
/// <param name="Groups">Groups of consecutive experts, each to be kept on one node if possible; 1 or more.</param>
/// <param name="Nodes">Nodes that own the dies in equal runs, 1 or more.</param>
public sealed record ExpertPlacementRequest(ImmutableArray<int> SlotsByDie, int Groups, int Nodes)
{
    /// <summary>Deals slots evenly: a die holds as many as any other or one more. One group, one node.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no die, or the number of slots is negative.</exception>
    public static ExpertPlacementRequest Even(int slots, int dies)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        ArgumentOutOfRangeException.ThrowIfLessThan(dies, 1);

        var slotsByDie = Enumerable.Range(0, dies).Select(die => FirstSlot(die + 1) - FirstSlot(die));
        return new ExpertPlacementRequest([.. slotsByDie], Groups: 1, Nodes: 1);

        int FirstSlot(int die) => (int)((long)die * slots / dies);
    }

    /// <summary>Whether groups of experts can be kept on nodes, equally many groups and dies on each.</summary>
    /// <param name="experts">Number of routed experts.</param>
    internal bool IsHierarchical(int experts) =>
        Groups % Nodes == 0
        && experts % Groups == 0
        && SlotsByDie.Length % Nodes == 0
        && SlotsByDie.Chunk(SlotsByDie.Length / Nodes).All(node => node.Sum() >= experts / Nodes);

    /// <summary>All that makes the request impossible to fulfil, a sentence each.</summary>
    /// <param name="experts">Number of routed experts.</param>
    internal IEnumerable<string> Faults(int experts)
    {
        if (Groups < 1)
        {
            yield return $"{nameof(Groups)} is {Groups}; it must be 1 or more, e.g. 8.";
        }

        if (Nodes < 1)
        {
            yield return $"{nameof(Nodes)} is {Nodes}; it must be 1 or more, e.g. 2.";
        }

        if (SlotsByDie.IsDefaultOrEmpty)
        {
            yield return $"{nameof(SlotsByDie)} names no die; it must name 1 or more, e.g. [1].";
            yield break;
        }

        if (SlotsByDie.Min() < 0)
        {
            var die = SlotsByDie.IndexOf(SlotsByDie.Min());
            yield return $"{nameof(SlotsByDie)}[{die}] is {SlotsByDie[die]}; it must be 0 or more, e.g. 1.";
        }

        if (SlotsByDie.Sum() < experts)
        {
            yield return $"{nameof(SlotsByDie)} sums to {SlotsByDie.Sum()} slots over {SlotsByDie.Length} dies; "
                + $"it must be {experts} or more, a slot for each expert, e.g. {experts}.";
        }
    }
}
