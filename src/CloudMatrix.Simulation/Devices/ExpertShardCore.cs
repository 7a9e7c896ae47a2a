using CloudMatrix.Costs;

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
    private readonly int[] _local;
    private readonly int[] _intraNode;
    private readonly int[] _interNode;

    /// <summary>The slots of some dies of one node.</summary>
    /// <param name="map">Where slots live.</param>
    /// <param name="dies">First and one past the last die.</param>
    /// <param name="neighbours">Where the first of them stands.</param>
    public ExpertShardCore(SlotMap map, (int First, int End) dies, DieNeighbours neighbours)
    {
        _map = map;
        _neighbours = neighbours;
        FirstSlot = map.FirstSlotOfDie[dies.First];
        var slots = map.FirstSlotOfDie[dies.End] - FirstSlot;
        _local = new int[slots];
        _intraNode = new int[slots];
        _interNode = new int[slots];
    }

    /// <summary>The first slot.</summary>
    public int FirstSlot { get; }

    /// <summary>Rows that a slot received last, by where they came from.</summary>
    public RowCounts Received(int slot)
    {
        var i = slot - FirstSlot;
        return new RowCounts(_local[i], _intraNode[i] - _local[i], _interNode[i]);
    }

    /// <summary>Gathers and computes one microbatch.</summary>
    public void Run<TPayload>(ExchangeWindows windows, int microbatch, TPayload payload)
        where TPayload : IRowPayload
    {
        _intraNode.AsSpan().Clear();
        _interNode.AsSpan().Clear();

        // Each node begins with its own ranks, so that workers do not follow one another through the same cache lines.
        windows.Gather(FirstSlot, (_neighbours.NodeFirst, _neighbours.NodeEnd), _intraNode, payload);
        windows.Gather(FirstSlot, (_neighbours.NodeEnd, windows.Ranks), _interNode, payload);
        windows.Gather(FirstSlot, (0, _neighbours.NodeFirst), _interNode, payload);
        for (var i = 0; i < _local.Length; i++)
        {
            var slot = FirstSlot + i;
            _local[i] = windows.RowsFor(slot, _map.DieOfSlot[slot]);
            payload.Compute(new(slot), microbatch);
        }
    }
}
