using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The part of an instance that one host runs: its NPUs and expert shards, each woken once a front, and the windows
/// through which they reach one another and, by packets, the other parts.
/// </summary>
/// <remarks>
/// <code>
/// front f     every NPU of the part: combine, attend, gate, dispatch     the last one sends each other part a packet
///             own NPUs done and a packet from every other part: next
/// front f+1   every slot of the part: gather, answer; its NPU prices     the last one sends the answers back
/// </code>
/// A part can be one front behind another, never two: to begin front f + 2 a part needs the packets that all others
/// send at the end of f + 1. So two counters of arrivals are enough, and a packet can be unpacked when it comes: what
/// front f still reads, front f + 1 of another part does not write.
/// </remarks>
internal sealed class InstancePart
{
    private readonly DecodeRunSpec _run;
    private readonly InstanceParts _parts;
    private readonly int _self;
    private readonly IDecodePayload _payload;
    private readonly IPartHost _host;
    private readonly DecodeSchedule _schedule;
    private readonly Exchange[] _exchanges;
    private readonly PacketFormat _format;
    private readonly byte[][] _packets;
    private readonly Dictionary<int, NpuCore> _npus;
    private readonly Dictionary<int, ExpertShardCore> _shards;
    private readonly int[] _shardsLeft;
    private readonly long[] _rowsServed;
    private readonly int[] _partsArrived = new int[2];
    private readonly Dictionary<int, List<TimelineSpan>> _timelines = [];
    private int _npusLeft;
    private GraphRun _graphRun;
    private DecodeGraph _graph;
    private int _front;
    private long _frontsBegun;

    /// <summary>A part at rest.</summary>
    /// <param name="run">The run and its operating point.</param>
    /// <param name="payload">What flows through it, made from the same run.</param>
    /// <param name="place">How the instance is divided, and which part this is.</param>
    /// <param name="host">Wakes the part's devices and carries its packets.</param>
    public InstancePart(
        DecodeRunSpec run, IDecodePayload payload, (InstanceParts Parts, int Self) place, IPartHost host)
    {
        var (spec, point) = run;
        var costs = new DieCosts(spec, point);
        (_parts, _self) = place;
        _run = run;
        _payload = payload;
        _host = host;
        _schedule = DecodeSchedule.Of(spec.Model, point.Microbatches, spec.MtpLayers);
        _graph = _schedule.Graphs[0];
        _exchanges = [.. Enumerable.Range(0, point.Microbatches)
            .Select(microbatch => new Exchange(spec.Slots, spec.RowsMax(microbatch, point.Microbatches)))];
        _format = new PacketFormat(_parts, _exchanges, payload.Windows, spec.RowsMax(0, point.Microbatches));
        _packets = [.. NewPackets()];
        _npus = Npus.ToDictionary(npu => npu.Index, npu => new NpuCore(npu, costs, point.Microbatches));
        _shards = Slots.ToDictionary(slot => slot.Index, slot => NewShard(slot.Index, spec));
        _shardsLeft = [.. Enumerable.Range(0, spec.Npus).Select(SlotCountOf)];
        _rowsServed = new long[spec.Slots.Slots];
        _npusLeft = _npus.Count;
    }

    /// <summary>The part's NPUs.</summary>
    public IEnumerable<NpuId> Npus => _parts.NpusOf(_self).Select(npu => new NpuId(npu));

    /// <summary>The part's expert slots.</summary>
    public IEnumerable<SlotId> Slots =>
        _parts.RanksOf(_self).SelectMany(rank => SlotsBetween(_run.Spec.Slots.SlotsOf(rank, rank + 1)));

    /// <summary>When the last of the part's dies has done the graph.</summary>
    public VirtualTime End => _npus.Values.Max(npu => npu.End);

    /// <summary>What a watched die did in the step; nothing where it is not watched, or of another part.</summary>
    public IReadOnlyList<TimelineSpan> TimelineOf(RankId rank) => _timelines.GetValueOrDefault(rank.Index) ?? [];

    /// <summary>What each of the part's dies has counted, in the order of its ranks.</summary>
    public IEnumerable<DieTally> Tallies => _parts.NpusOf(_self).SelectMany(npu => _npus[npu].Tallies);

    /// <summary>Rows that a slot has served.</summary>
    public long RowsServedBy(SlotId slot) => _rowsServed[slot.Index];

    /// <summary>Goes on from a step boundary.</summary>
    /// <param name="boundary">The boundary, of all parts.</param>
    /// <param name="watched">Dies whose timeline is recorded, of all parts.</param>
    public void Restore(DecodeBoundary boundary, IEnumerable<RankId> watched)
    {
        foreach (var slot in Slots)
        {
            _rowsServed[slot.Index] = boundary.RowsServedBy(slot);
        }

        _timelines.Clear();
        foreach (var rank in watched.Where(rank => _parts.RanksOf(_self).Contains(rank.Index)))
        {
            _timelines.Add(rank.Index, []);
        }

        foreach (var npu in _npus.Values)
        {
            npu.Restart(boundary.TallyOf, rank => _timelines.GetValueOrDefault(rank.Index));
        }
    }

    /// <summary>Begins a graph; the host is told when it has ended.</summary>
    public void Begin(GraphRun graph)
    {
        _graphRun = graph;
        _graph = _schedule.Graphs[graph.Graph];
        foreach (var spans in _timelines.Values.Where(_ => graph.Graph == 0))
        {
            spans.Clear();
        }

        foreach (var npu in _npus.Values)
        {
            npu.Begin(graph.Start, _payload);
        }

        BeginFront(0);
    }

    /// <summary>An NPU that was woken does its share of the front.</summary>
    /// <exception cref="InvariantViolationException">Something that must always hold did not.</exception>
    public void RunNpu(NpuId npu)
    {
        var core = _npus[npu.Index];
        foreach (var phase in _graph.Fronts[_front].Phases)
        {
            core.Run(phase, _exchanges[phase.Microbatch], _payload, _graphRun.Step);
        }

        Arrive();
    }

    /// <summary>
    /// A slot that was woken gathers and answers its rows; the last slot of an NPU lets the NPU price what they got.
    /// </summary>
    public void RunShard(SlotId slot)
    {
        var phase = _graph.Fronts[_front].Phases[0];
        var exchange = _exchanges[phase.Microbatch];
        _shards[slot.Index].Run(exchange, phase, _payload);
        _rowsServed[slot.Index] += exchange.Received[slot.Index].Total;

        var npu = NpuOf(slot.Index);
        if (Interlocked.Decrement(ref _shardsLeft[npu]) == 0)
        {
            _shardsLeft[npu] = SlotCountOf(npu);
            _npus[npu].Run(phase, exchange, _payload, _graphRun.Step);
            Arrive();
        }
    }

    /// <summary>Takes a packet from another part.</summary>
    /// <exception cref="InvalidDataException">The packet is of another instance's shape.</exception>
    public void Receive(PartPacket packet)
    {
        _format.Unpack(packet, _self);
        ArriveFrom(packet.Front);
    }

    // An NPU has done its share of the front; the last one ends it.
    private void Arrive()
    {
        if (Interlocked.Decrement(ref _npusLeft) > 0)
        {
            return;
        }

        _npusLeft = _npus.Count;
        if (_front == _graph.Fronts.Length - 1)
        {
            _host.EndGraph();
            return;
        }

        for (var target = 0; target < _parts.Count; target++)
        {
            if (target != _self)
            {
                _host.Send(target, Pack(target));
            }
        }

        ArriveFrom(_frontsBegun);
    }

    // A part, this one or another, has ended a front; the last one begins the next.
    private void ArriveFrom(long front)
    {
        ref var arrived = ref _partsArrived[front & 1];
        if (Interlocked.Increment(ref arrived) == _parts.Count)
        {
            arrived = 0;
            BeginFront(_front + 1);
        }
    }

    private void BeginFront(int front)
    {
        _front = front;
        _frontsBegun++;
        if (_graph.Fronts[front].IsOfExperts)
        {
            _host.WakeShards();
        }
        else
        {
            _host.WakeNpus();
        }
    }

    private PartPacket Pack(int target)
    {
        var front = _graph.Fronts[_front];
        var kind = front.IsOfExperts ? PacketKind.Combine : PacketKind.Dispatch;
        var microbatch = front.Phases[^1].Microbatch;
        var body = _packets[PacketIndex(kind, microbatch, target)];
        var length = _format.Pack(kind, microbatch, (_self, target), body);
        return new PartPacket(_self, _frontsBegun, kind, microbatch, body.AsMemory(0, length));
    }

    private int PacketIndex(PacketKind kind, int microbatch, int target) =>
        (((target * _exchanges.Length) + microbatch) * 2) + (int)kind;

    private IEnumerable<byte[]> NewPackets() =>
        from target in Enumerable.Range(0, _parts.Count)
        from _ in _exchanges
        from kind in new[] { PacketKind.Dispatch, PacketKind.Combine }
        select new byte[target == _self ? 0 : _format.SizeMax(kind, _self, target)];

    private static ExpertShardCore NewShard(int slot, DecodeSpec spec)
    {
        var neighbours = DieNeighbours.Of(spec.Slots.DieOfSlot[slot], spec.Machine.DiesPerNode, spec.Dies);
        return new ExpertShardCore(spec.Slots, (slot, slot + 1), neighbours);
    }

    private static IEnumerable<SlotId> SlotsBetween((int First, int End) slots) =>
        Enumerable.Range(slots.First, slots.End - slots.First).Select(slot => new SlotId(slot));

    private int NpuOf(int slot) => _run.Spec.Slots.DieOfSlot[slot] / _run.Spec.Machine.DiesPerNpu;

    private int SlotCountOf(int npu)
    {
        var dies = _run.Spec.Machine.DiesPerNpu;
        var (first, end) = _run.Spec.Slots.SlotsOf(npu * dies, (npu + 1) * dies);
        return end - first;
    }
}
