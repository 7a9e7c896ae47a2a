using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>Which slots serve each routed expert in one layer, laid out for looking up millions of tokens.</summary>
internal sealed class LayerPlacement
{
    private readonly ushort[] _slots;
    private readonly ushort[] _firstReplica;
    private readonly byte[] _replicaCount;

    private LayerPlacement(ImmutableArray<ImmutableArray<int>> slotsOfExpert, ImmutableArray<int> routedSlots)
    {
        _slots = [.. slotsOfExpert.SelectMany(slots => slots).Select(slot => (ushort)routedSlots[slot])];
        _replicaCount = [.. slotsOfExpert.Select(slots => checked((byte)slots.Length))];
        _firstReplica = new ushort[slotsOfExpert.Length];
        for (var expert = 1; expert < _firstReplica.Length; expert++)
        {
            _firstReplica[expert] = (ushort)(_firstReplica[expert - 1] + _replicaCount[expert - 1]);
        }
    }

    /// <summary>The most replicas that any expert has.</summary>
    public int ReplicaCountMax => _replicaCount.Max();

    /// <summary>Lets the balancer place a layer's experts.</summary>
    /// <param name="load">Tokens that each expert got while it was observed [experts].</param>
    /// <param name="map">Where slots live.</param>
    public static LayerPlacement Balance(ReadOnlySpan<long> load, SlotMap map)
    {
        var routedByDie = Enumerable.Range(0, map.Dies).Select(die => map.SlotsOn(die) - map.SharedSlotsOn(die));
        var request = new ExpertPlacementRequest([.. routedByDie], Groups: 1, Nodes: 1);
        var placement = ExpertPlacementBalancer.Balance(load, request);
        return new LayerPlacement(placement.LogicalToPhysical, map.RoutedSlots);
    }

    /// <summary>The slot that serves a token.</summary>
    /// <param name="expert">The expert that the token goes to.</param>
    /// <param name="turns">The token's position modulo n at index n, for n from 1 to <see cref="ReplicaCountMax"/>.</param>
    public ushort SlotFor(int expert, ReadOnlySpan<byte> turns) =>
        _slots[_firstReplica[expert] + turns[_replicaCount[expert]]];
}
