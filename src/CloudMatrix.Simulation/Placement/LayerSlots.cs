using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>Where the experts of a real layer are: the slot of each choice, and the expert in each slot.</summary>
internal sealed class LayerSlots
{
    private readonly SlotMap _map;
    private readonly LayerPlacement _placement;
    private readonly ImmutableArray<ExpertId?> _expertOfSlot;
    private readonly int _topK;

    /// <summary>Lets the balancer place a layer's experts.</summary>
    /// <param name="load">Tokens that each expert got while it was observed [experts].</param>
    /// <param name="map">Where slots live.</param>
    /// <param name="topK">Routed experts of a token.</param>
    public LayerSlots(ReadOnlySpan<long> load, SlotMap map, int topK)
    {
        _map = map;
        _topK = topK;
        _placement = LayerPlacement.Balance(load, map);
        _expertOfSlot = [.. Enumerable.Range(0, map.Slots).Select(slot => _placement.ExpertIn(new SlotId(slot)))];
    }

    private bool HasShared => _map.SharedSlots.Length > 0;

    /// <summary>The expert that a slot holds; null where it holds a copy of the shared one.</summary>
    public ExpertId? ExpertIn(SlotId slot) => _expertOfSlot[slot.Index];

    /// <summary>Sends a rank's tokens to slots; replicas of an expert take turns.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="choices">What the gate chose [tokens, experts a token].</param>
    /// <param name="slotOfRow">Takes the slot of each row [tokens, rows a token].</param>
    public void Serve(RankId rank, ReadOnlySpan<ExpertChoice> choices, Span<ushort> slotOfRow)
    {
        var rowsPerToken = _topK + (HasShared ? 1 : 0);
        Span<ushort> picks = stackalloc ushort[_topK];
        Span<ushort> turns = stackalloc ushort[_placement.ReplicaCountMax + 1];
        ReplicaTurns.Begin(turns, rank.Index);
        for (var (choice, row) = (0, 0); choice < choices.Length; choice += _topK, row += rowsPerToken)
        {
            for (var k = 0; k < _topK; k++)
            {
                picks[k] = (ushort)choices[choice + k].Expert.Index;
            }

            _placement.Serve(picks, turns, slotOfRow.Slice(row, _topK));
            if (HasShared)
            {
                slotOfRow[row + _topK] = (ushort)_map.SharedSlotFor(rank.Index);
            }

            ReplicaTurns.Advance(turns);
        }
    }
}
