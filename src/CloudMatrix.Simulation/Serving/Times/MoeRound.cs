using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Dispatch, experts and combine of one microbatch in one layer, again and again: the same windows, ports and prices as
/// in a decode step, without what stands in between there.
/// </summary>
internal sealed class MoeRound
{
    private readonly DecodeSpec _spec;
    private readonly LayerRouters _routers;
    private readonly ExpertShardCore[] _shards;
    private readonly Dictionary<CoreShare, DieExchange[]> _dies = [];
    private readonly int[] _tokens;
    private readonly VirtualTime[] _ready;
    private Exchange _exchange;

    /// <summary>A round of nobody's tokens.</summary>
    /// <param name="spec">The instance; its own requests are not looked at.</param>
    /// <param name="routers">Choose slots, layer by layer.</param>
    public MoeRound(DecodeSpec spec, LayerRouters routers)
    {
        _spec = spec;
        _routers = routers;
        _shards = [.. Enumerable.Range(0, spec.Nodes).Select(ShardsOf)];
        _exchange = new Exchange(spec.Slots, 0);
        _tokens = new int[spec.Dies];
        _ready = new VirtualTime[spec.Dies];
    }

    /// <summary>When the last die has done its rounds.</summary>
    public VirtualTime End => _ready.Max();

    /// <summary>All dies begin anew.</summary>
    public void Begin() => Array.Fill(_ready, VirtualTime.Zero);

    /// <summary>Draws the experts of a microbatch as a decode does.</summary>
    /// <param name="phase">Layer and microbatch.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="requests">Requests of each die in the microbatch [dies].</param>
    public void Draw(DecodePhase phase, long step, ReadOnlySpan<int> requests)
    {
        var rowsMax = 0;
        for (var rank = 0; rank < requests.Length; rank++)
        {
            _tokens[rank] = requests[rank] * _spec.TokensPerRequest;
            rowsMax = Math.Max(rowsMax, RowsOf(rank));
        }

        _exchange = new Exchange(_spec.Slots, rowsMax);
        Span<ushort> rowsBySlot = new ushort[_spec.Slots.Slots];
        for (var rank = 0; rank < requests.Length; rank++)
        {
            var window = _exchange.Windows.Open(rank, RowsOf(rank));
            var random = CountsPayload.RoutingOf(_spec.Seed, step, phase, rank);
            _routers[phase.Layer].Route(rank, ref random, window.SlotOfRow);
            window.Scatter(rowsBySlot);
        }

        foreach (var shards in _shards)
        {
            shards.Run(_exchange);
        }
    }

    /// <summary>Runs the round that was drawn; each die begins when it has done the one before.</summary>
    /// <param name="share">The cores that dispatch, compute and combine.</param>
    public void RunOn(DieShare share)
    {
        var dies = DiesOn(share);
        for (var rank = 0; rank < dies.Length; rank++)
        {
            dies[rank].SendAgain(_exchange, _ready[rank]);
        }

        foreach (var die in dies)
        {
            var (packed, rows) = die.Receive(_exchange);
            die.Return(_exchange, packed + FeedForwardCost.ExpertsTime(_spec.Model, rows, share));
        }

        for (var rank = 0; rank < dies.Length; rank++)
        {
            _ready[rank] = dies[rank].Collect(_exchange, _tokens[rank]).Summed;
        }
    }

    private int RowsOf(int rank) => _tokens[rank] * _spec.RowsPerToken;

    private DieExchange[] DiesOn(DieShare share)
    {
        if (!_dies.TryGetValue(share.Cores, out var dies))
        {
            var rows = RowFormat.Of(_spec.Model.HiddenSize, _spec.Machine);
            var terms = new ExchangeTerms(_spec.Machine, _spec.Fabric, _spec.Slots, rows, share);
            dies = [.. Enumerable.Range(0, _spec.Dies).Select(rank => new DieExchange(new RankId(rank), terms))];
            _dies.Add(share.Cores, dies);
        }

        return dies;
    }

    private ExpertShardCore ShardsOf(int node)
    {
        var diesPerNode = _spec.Machine.DiesPerNode;
        var neighbours = DieNeighbours.Of(node * diesPerNode, diesPerNode, _spec.Dies);
        return new ExpertShardCore(
            _spec.Slots, _spec.Slots.SlotsOf(neighbours.NodeFirst, neighbours.NodeEnd), neighbours);
    }
}
