using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Expert slots that follow one another on the dies of one node: they take from every rank's window the rows that were
/// sent to each of them, and answer them in place.
/// </summary>
/// <remarks>
/// One slot alone works as well as many. Neighbours walk through the windows together, because their rows lie side by
/// side there: a window's cache lines are then fetched once for all of them.
/// </remarks>
internal sealed class ExpertShardCore
{
    private readonly SlotMap _map;
    private readonly DieNeighbours _neighbours;
    private readonly int _firstSlot;
    private readonly int[] _intraNode;
    private readonly int[] _interNode;

    /// <summary>Some slots of one node.</summary>
    /// <param name="map">Where slots live.</param>
    /// <param name="slots">First and one past the last slot.</param>
    /// <param name="neighbours">Where a die stands that holds one of them.</param>
    public ExpertShardCore(SlotMap map, (int First, int End) slots, DieNeighbours neighbours)
    {
        _map = map;
        _neighbours = neighbours;
        _firstSlot = slots.First;
        _intraNode = new int[slots.End - slots.First];
        _interNode = new int[slots.End - slots.First];
    }

    /// <summary>
    /// Takes and answers the rows of one microbatch, and tells the exchange what each slot received.
    /// </summary>
    public void Run(Exchange exchange)
    {
        if (_intraNode.Length == 1)
        {
            GatherAlone(exchange.Windows);
        }
        else
        {
            GatherTogether(exchange.Windows);
        }

        for (var i = 0; i < _intraNode.Length; i++)
        {
            var slot = _firstSlot + i;
            var local = exchange.Windows.RowsFor(slot, _map.DieOfSlot[slot]);
            exchange.Received[slot] = new RowCounts(local, _intraNode[i] - local, _interNode[i]);
        }
    }

    /// <summary>The same, and what the rows carry is answered too.</summary>
    /// <param name="exchange">The microbatch's windows.</param>
    /// <param name="phase">Layer and microbatch.</param>
    /// <param name="payload">What the rows carry.</param>
    public void Run(Exchange exchange, DecodePhase phase, IDecodePayload payload)
    {
        Run(exchange);
        for (var i = 0; i < _intraNode.Length; i++)
        {
            payload.Answer(new SlotId(_firstSlot + i), phase, exchange);
        }
    }

    // Each node begins with its own ranks, so that workers do not follow one another through the same cache lines.
    private void GatherTogether(ExchangeWindows windows)
    {
        _intraNode.AsSpan().Clear();
        _interNode.AsSpan().Clear();
        windows.Gather(_firstSlot, (_neighbours.NodeFirst, _neighbours.NodeEnd), _intraNode);
        windows.Gather(_firstSlot, (_neighbours.NodeEnd, windows.Ranks), _interNode);
        windows.Gather(_firstSlot, (0, _neighbours.NodeFirst), _interNode);
    }

    private void GatherAlone(ExchangeWindows windows)
    {
        _intraNode[0] = windows.GatherOne(_firstSlot, (_neighbours.NodeFirst, _neighbours.NodeEnd));
        _interNode[0] = windows.GatherOne(_firstSlot, (_neighbours.NodeEnd, windows.Ranks))
            + windows.GatherOne(_firstSlot, (0, _neighbours.NodeFirst));
    }
}
