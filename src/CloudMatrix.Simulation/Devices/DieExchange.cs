using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// One die's part in dispatch and combine: what it sends and serves, and when, from the moment that each is launched.
/// </summary>
/// <remarks>
/// <code>
/// 1  Send      this rank's tokens into its window                   FusedDispatch
/// 2  Receive   every rank's rows for this die's expert slots, packed
/// 3  Return    results to where the rows came from                  FusedCombine
/// 4  Collect   this rank's rows, summed by token
/// </code>
/// </remarks>
internal sealed class DieExchange
{
    private readonly RankId _rank;
    private readonly ExchangeTerms _terms;
    private readonly DieNeighbours _neighbours;
    private readonly PortRates _rates;
    private readonly ReceivePort _port;
    private readonly RowTimes _dispatchRow;
    private readonly RowTimes _combineRow;
    private readonly VirtualDuration _flags;
    private readonly ushort[] _rowsBySlot;
    private readonly ushort[] _rowsBeforeDie;

    /// <summary>The part of one rank.</summary>
    /// <param name="rank">The rank: die of the instance.</param>
    /// <param name="terms">What all dies share.</param>
    public DieExchange(RankId rank, ExchangeTerms terms)
    {
        var slots = terms.Slots;
        var rates = DiePort.RatesOf(terms.Machine, terms.Fabric, new DieId(rank.Index));
        _rank = rank;
        _rates = rates;
        _terms = terms;
        _neighbours = DieNeighbours.Of(rank.Index, terms.Machine.DiesPerNode, slots.Dies);
        _port = new ReceivePort(_neighbours, slots.Dies, rates, terms.Machine);
        _dispatchRow = FusedDispatchCost.RowTimes(terms.Rows, rates, terms.Share);
        _flags = FusedDispatchCost.FlagTime(
            _neighbours.NodeEnd - _neighbours.NodeFirst - 1,
            slots.Dies - _neighbours.NodeEnd + _neighbours.NodeFirst,
            terms.Share);
        _combineRow = FusedCombineCost.RowTimes(terms.Rows, rates, terms.Share);
        _rowsBySlot = new ushort[slots.Slots];
        _rowsBeforeDie = new ushort[slots.Dies + 1];
    }

    /// <summary>Rows that this rank sent last.</summary>
    public RowCounts Sent { get; private set; }

    /// <summary>Rows that this die's slots received last.</summary>
    public RowCounts Received { get; private set; }

    /// <summary>The most rows that one of the die's slots received last.</summary>
    public int SlotRowsMax { get; private set; }

    /// <summary>What this rank put on the bus when it sent last: rows, and a flag to every other die.</summary>
    public BusUse DispatchUse =>
        Use(Sent, _terms.Rows.Dispatch) with { Messages = Sent.Remote + _terms.Slots.Dies - 1 };

    /// <summary>What this die put on the bus when it answered last.</summary>
    public BusUse CombineUse => Use(Received, _terms.Rows.Combine);

    /// <summary>Writes this rank's rows for the slots that were chosen for them.</summary>
    /// <param name="exchange">The microbatch's windows.</param>
    /// <param name="window">This rank's, with the slot of every row.</param>
    /// <param name="start">When the operator is launched.</param>
    public void Send(Exchange exchange, DispatchWindow window, VirtualTime start)
    {
        window.Scatter(_rowsBySlot);
        SendAgain(exchange, start);
    }

    /// <summary>Sends what stands in this rank's window, grouped by slot already.</summary>
    /// <param name="exchange">The microbatch's windows.</param>
    /// <param name="start">When the operator is launched.</param>
    public void SendAgain(Exchange exchange, VirtualTime start)
    {
        Sent = CountSent(exchange.Windows.OffsetsOf(_rank.Index));
        var first = start + _terms.Launch;
        exchange.Dispatched.Set(_rank.Index, first, first + _dispatchRow.For(Sent) + _flags);
    }

    /// <summary>Takes stock of what all ranks sent to this die's slots.</summary>
    /// <param name="exchange">The microbatch's windows, from which the slots have gathered their rows.</param>
    /// <returns>When all rows were here and packed, and how many each kind of slot got.</returns>
    public (VirtualTime Packed, ExpertRows Rows) Receive(Exchange exchange)
    {
        var slots = _terms.Slots;
        var rows = default(ExpertRows);
        Received = default;
        SlotRowsMax = 0;
        for (var slot = slots.FirstSlotOfDie[_rank.Index]; slot < slots.FirstSlotOfDie[_rank.Index + 1]; slot++)
        {
            var served = exchange.Received[slot];
            Received += served;
            SlotRowsMax = Math.Max(SlotRowsMax, served.Total);
            rows = slots.IsShared(slot)
                ? rows with { Shared = rows.Shared.With(served.Total) }
                : rows with { Routed = rows.Routed.With(served.Total) };
        }

        var arrived = _port.AllArrived(exchange.Dispatched, Received, _terms.Rows.Dispatch);
        return (arrived + FusedDispatchCost.PackTime(_terms.Rows, Received.Total, _terms.Machine), rows);
    }

    /// <summary>Sends the results back.</summary>
    /// <param name="exchange">The microbatch's windows.</param>
    /// <param name="start">When the operator is launched.</param>
    public void Return(Exchange exchange, VirtualTime start)
    {
        var first = start + _terms.Launch;
        exchange.Returned.Set(_rank.Index, first, first + _combineRow.For(Received));
    }

    /// <summary>Sums what came back for this rank's tokens.</summary>
    /// <param name="exchange">The microbatch's windows.</param>
    /// <param name="tokens">Tokens of this rank.</param>
    /// <returns>
    /// When the sums are done, and how many rows came back from the slots that they had been sent to.
    /// </returns>
    public (VirtualTime Summed, int Rows) Collect(Exchange exchange, int tokens)
    {
        var rows = exchange.Windows.Collect(_rank.Index);
        var rowsBefore = RowsBeforeDies(exchange.Windows.OffsetsOf(_rank.Index));
        var arrived = _port.RowsArrived(exchange.Returned, Sent, _terms.Rows.Combine, rowsBefore);
        return (arrived + FusedCombineCost.SumTime(_terms.Rows, rows, tokens, _terms.Machine), rows);
    }

    private BusUse Use(RowCounts rows, Bytes row) => new(
        rows.Remote * row.Count, rows.Remote, _rates.TimeOf(rows.IntraNode * row.Count, rows.InterNode * row.Count));

    // Where dies hold one slot each, the window's own offsets are those of dies.
    private ReadOnlySpan<ushort> RowsBeforeDies(ReadOnlySpan<ushort> offsets)
    {
        var slots = _terms.Slots;
        if (slots.Slots == slots.Dies)
        {
            return offsets;
        }

        for (var die = 0; die <= slots.Dies; die++)
        {
            _rowsBeforeDie[die] = offsets[slots.FirstSlotOfDie[die]];
        }

        return _rowsBeforeDie;
    }

    // Slots of one die, and dies of one node, follow one another, and so do their rows in the window.
    private RowCounts CountSent(ReadOnlySpan<ushort> offsets)
    {
        var firstSlot = _terms.Slots.FirstSlotOfDie;
        var (die, nodeFirst, nodeEnd) = _neighbours;
        var local = offsets[firstSlot[die + 1]] - offsets[firstSlot[die]];
        var node = offsets[firstSlot[nodeEnd]] - offsets[firstSlot[nodeFirst]];
        return new RowCounts(local, node - local, offsets[^1] - node);
    }
}
