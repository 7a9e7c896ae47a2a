using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Which slots serve each routed expert in one layer, laid out for looking up millions of tokens.</summary>
internal sealed class LayerPlacement
{
    private readonly ushort[] _slots;
    private readonly Replicas[] _replicas;

    private LayerPlacement(ImmutableArray<ImmutableArray<int>> slotsOfExpert, ImmutableArray<int> routedSlots)
    {
        _slots = [.. slotsOfExpert.SelectMany(slots => slots).Select(slot => (ushort)routedSlots[slot])];
        _replicas = new Replicas[slotsOfExpert.Length];
        ushort first = 0;
        for (var expert = 0; expert < _replicas.Length; expert++)
        {
            var count = (ushort)slotsOfExpert[expert].Length;
            _replicas[expert] = new Replicas(first, count);
            first += count;
            ReplicaCountMax = Math.Max(ReplicaCountMax, count);
        }
    }

    /// <summary>The most replicas that any expert has.</summary>
    public int ReplicaCountMax { get; }

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

    /// <summary>The expert that a slot holds; null where it holds a copy of the shared one.</summary>
    public ExpertId? ExpertIn(SlotId slot)
    {
        var place = Array.IndexOf(_slots, (ushort)slot.Index);
        return place < 0 ? null : new ExpertId(Array.FindLastIndex(_replicas, replicas => replicas.First <= place));
    }

    /// <summary>The slots that serve a token.</summary>
    /// <param name="experts">The experts that the token goes to [topK].</param>
    /// <param name="turns">
    /// The token's position modulo n at index n, for n from 1 to <see cref="ReplicaCountMax"/>.
    /// </param>
    /// <param name="served">Their slots, to be filled [topK].</param>
    public void Serve(ReadOnlySpan<ushort> experts, ReadOnlySpan<ushort> turns, Span<ushort> served)
    {
        ReadOnlySpan<ushort> slots = _slots;
        ReadOnlySpan<Replicas> replicas = _replicas;
        for (var i = 0; i < experts.Length; i++)
        {
            var (first, count) = replicas[experts[i]];
            served[i] = slots[first + turns[count]];
        }
    }

    /// <summary>Where an expert's slots begin, and how many they are.</summary>
    private readonly record struct Replicas(ushort First, ushort Count);
}
