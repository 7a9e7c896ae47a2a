using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>
/// Where an instance's expert slots live: slots are numbered die by die, each die holds as many as any other or one
/// more, and the copies of the shared expert are spread evenly.
/// </summary>
/// <remarks>
/// The same in every layer; which expert a routed slot holds differs by layer (<see cref="LayerPlacement"/>).
/// </remarks>
public sealed class SlotMap
{
    private readonly bool[] _isShared;

    private SlotMap(ImmutableArray<int> firstSlotOfDie, ImmutableArray<int> sharedSlots)
    {
        FirstSlotOfDie = firstSlotOfDie;
        SharedSlots = sharedSlots;
        DieOfSlot = [.. Enumerable.Range(0, Dies).SelectMany(die => Enumerable.Repeat(die, SlotsOn(die)))];
        _isShared = new bool[Slots];
        foreach (var slot in sharedSlots)
        {
            _isShared[slot] = true;
        }

        RoutedSlots = [.. Enumerable.Range(0, Slots).Except(sharedSlots)];
    }

    /// <summary>Dies of the instance.</summary>
    public int Dies => FirstSlotOfDie.Length - 1;

    /// <summary>Expert slots over all dies.</summary>
    public int Slots => FirstSlotOfDie[^1];

    /// <summary>First slot of each die, and the number of slots at the end [dies + 1].</summary>
    public ImmutableArray<int> FirstSlotOfDie { get; }

    /// <summary>The die that holds each slot [slots].</summary>
    public ImmutableArray<int> DieOfSlot { get; }

    /// <summary>Slots that hold a copy of the shared expert, ascending [shared copies].</summary>
    public ImmutableArray<int> SharedSlots { get; }

    /// <summary>Slots that hold a routed expert or one of its replicas, ascending [slots − shared copies].</summary>
    public ImmutableArray<int> RoutedSlots { get; }

    /// <summary>Deals slots to dies.</summary>
    /// <param name="dies">Dies of the instance, 1 or more.</param>
    /// <param name="routedSlots">Routed experts and their redundant replicas.</param>
    /// <param name="sharedCopies">Copies of the shared expert, at most one a die; 0 where the model has none.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A die would hold no slot, or two copies of the shared expert.
    /// </exception>
    public static SlotMap Deal(int dies, int routedSlots, int sharedCopies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dies, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(sharedCopies);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sharedCopies, dies);
        ArgumentOutOfRangeException.ThrowIfLessThan(routedSlots + sharedCopies, dies);

        var slots = routedSlots + sharedCopies;
        var firstSlotOfDie = Enumerable.Range(0, dies + 1).Select(die => Share(die, slots, dies));
        var sharedDies = Enumerable.Range(0, sharedCopies).Select(copy => Share(copy, dies, sharedCopies));
        var first = firstSlotOfDie.ToImmutableArray();
        return new SlotMap(first, [.. sharedDies.Select(die => first[die])]);
    }

    /// <summary>First and one past the last slot of dies that follow one another.</summary>
    /// <param name="firstDie">The first die.</param>
    /// <param name="endDie">One past the last die.</param>
    public (int First, int End) SlotsOf(int firstDie, int endDie) => (FirstSlotOfDie[firstDie], FirstSlotOfDie[endDie]);

    /// <summary>Number of slots on a die.</summary>
    public int SlotsOn(int die) => FirstSlotOfDie[die + 1] - FirstSlotOfDie[die];

    /// <summary>Whether a slot holds a copy of the shared expert.</summary>
    public bool IsShared(int slot) => _isShared[slot];

    /// <summary>Number of slots on a die that hold a copy of the shared expert.</summary>
    public int SharedSlotsOn(int die) => Enumerable.Range(FirstSlotOfDie[die], SlotsOn(die)).Count(IsShared);

    /// <summary>The copy of the shared expert that serves a rank's tokens; copies serve equal runs of ranks.</summary>
    public int SharedSlotFor(int rank) => SharedSlots[Share(rank, SharedSlots.Length, Dies)];

    // Where item i of n begins when `whole` is dealt evenly: ⌊i · whole ÷ n⌋.
    private static int Share(int index, int whole, int parts) => (int)((long)index * whole / parts);
}
