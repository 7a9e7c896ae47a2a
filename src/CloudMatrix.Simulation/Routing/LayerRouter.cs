using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Sends the tokens of one layer to expert slots: gate, placement and the shared expert's copies.</summary>
internal sealed class LayerRouter
{
    /// <summary>
    /// Tokens whose choices the balancer has seen before the run: what a serving system gathers in seconds.
    /// </summary>
    private const int ObservedTokens = 32_768;

    private readonly SlotMap _map;
    private readonly GateSampler _gate;
    private readonly LayerPlacement _placement;
    private readonly int _topK;
    private readonly bool _balanced;
    private readonly bool _shared;

    private LayerRouter(RoutingTerms terms, GateSampler gate, LayerPlacement placement)
    {
        _map = terms.Slots;
        _gate = gate;
        _placement = placement;
        _topK = terms.Gate.TopK;
        _balanced = terms.Routing.Kind == RoutingKind.Balanced;
        _shared = _map.SharedSlots.Length > 0;
        RowsPerToken = _topK + (_shared ? 1 : 0);
    }

    /// <summary>Rows that a token sends: its routed experts and, where the model has one, the shared expert.</summary>
    public int RowsPerToken { get; }

    /// <summary>Draws a layer's popularity and lets the balancer place its experts by what it observes.</summary>
    /// <param name="terms">What all layers share.</param>
    /// <param name="layer">The layer.</param>
    public static LayerRouter Build(RoutingTerms terms, int layer)
    {
        var popularity = SeededStream.Derive(terms.Seed, "expert popularity", layer);
        var sampler = new GateSampler(terms.Gate, terms.Routing.Popularity(terms.Gate.Experts, ref popularity));
        var load = terms.Balancer == BalancerView.Current
            ? Observe(sampler, terms.Gate, SeededStream.Derive(terms.Seed, "balancer statistics", layer))
            : Alike(terms.Gate);
        return new LayerRouter(terms, sampler, LayerPlacement.Balance(load, terms.Slots));
    }

    /// <summary>The expert that a slot holds; null where it holds a copy of the shared one.</summary>
    public ExpertId? ExpertIn(SlotId slot) => _placement.ExpertIn(slot);

    /// <summary>Chooses the slot of every row of a rank's microbatch.</summary>
    /// <param name="rank">The rank.</param>
    /// <param name="stream">This rank's, layer's, microbatch's and step's own random numbers.</param>
    /// <param name="slotOfRow">Takes the slot of each row, token by token [tokens · rowsPerToken].</param>
    public void Route(int rank, ref SeededStream stream, Span<ushort> slotOfRow)
    {
        if (_balanced)
        {
            Deal(rank, slotOfRow);
        }
        else
        {
            Draw(rank, ref stream, slotOfRow);
        }
    }

    private void Draw(int rank, ref SeededStream stream, Span<ushort> slotOfRow)
    {
        Span<ushort> picks = stackalloc ushort[_topK];
        Span<ulong> taken = stackalloc ulong[_gate.TakenWords];
        Span<ushort> turns = stackalloc ushort[_placement.ReplicaCountMax + 1];
        ReplicaTurns.Begin(turns, rank);
        var sharedSlot = SharedSlotFor(rank);
        for (var row = 0; row < slotOfRow.Length; row += RowsPerToken)
        {
            _gate.Sample(ref stream, picks, taken);
            var token = slotOfRow.Slice(row, RowsPerToken);
            _placement.Serve(picks, turns, token);
            AddShared(sharedSlot, token);
            ReplicaTurns.Advance(turns);
        }
    }

    // Perfect balance: the routed slots are dealt in turn, each rank beginning where its first token's share lies.
    private void Deal(int rank, Span<ushort> slotOfRow)
    {
        var slots = _map.RoutedSlots;
        var sharedSlot = SharedSlotFor(rank);
        var tokens = slotOfRow.Length / RowsPerToken;
        var next = (int)((long)rank * tokens * _topK % slots.Length);
        for (var row = 0; row < slotOfRow.Length; row += RowsPerToken)
        {
            var token = slotOfRow.Slice(row, RowsPerToken);
            for (var choice = 0; choice < _topK; choice++)
            {
                token[choice] = (ushort)slots[next];
                next = next + 1 == slots.Length ? 0 : next + 1;
            }

            AddShared(sharedSlot, token);
        }
    }

    private ushort SharedSlotFor(int rank) => _shared ? (ushort)_map.SharedSlotFor(rank) : default;

    private void AddShared(ushort slot, Span<ushort> token)
    {
        if (_shared)
        {
            token[^1] = slot;
        }
    }

    // A balancer that knows nothing of the tokens to come takes one expert for as popular as another.
    private static long[] Alike(GateShape gate)
    {
        var load = new long[gate.Experts];
        Array.Fill(load, 1);
        return load;
    }

    private static long[] Observe(GateSampler sampler, GateShape gate, SeededStream stream)
    {
        var load = new long[gate.Experts];
        Span<ushort> picks = stackalloc ushort[gate.TopK];
        Span<ulong> taken = stackalloc ulong[sampler.TakenWords];
        for (var token = 0; token < ObservedTokens; token++)
        {
            sampler.Sample(ref stream, picks, taken);
            foreach (var expert in picks)
            {
                load[expert]++;
            }
        }

        return load;
    }
}
