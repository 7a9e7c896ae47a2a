using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>
/// The part of a decode instance that lives on this silo, for one epoch: its windows, the seats of its devices, and the
/// way to the parts on other silos.
/// </summary>
internal sealed class HostedPart : IPartHost
{
    // Each device writes its own place, many at the same time.
    private readonly DeviceSeat?[] _npus;
    private readonly DeviceSeat?[] _shards;
    private readonly ImmutableArray<IUbSwitchGrain> _peers;
    private readonly IDecodePayload _payload;
    private readonly Lazy<Dictionary<int, HbmUse>> _hbm;
    private readonly Lock _ending = new();
    private DeviceSeat[] _npuSeats = [];
    private DeviceSeat[] _shardSeats = [];
    private TaskCompletionSource<GraphEnd>? _graph;
    private GraphEnd? _over;
    private volatile bool _isLookedAt;
    private volatile bool _hasMoved;

    /// <summary>A part whose seats are still empty.</summary>
    /// <param name="plan">The epoch.</param>
    /// <param name="setup">The run, on this silo.</param>
    /// <param name="self">Which part it is.</param>
    /// <param name="peers">The switches of all parts; its own is not called [parts].</param>
    public HostedPart(EpochPlan plan, DecodeSetup setup, int self, ImmutableArray<IUbSwitchGrain> peers)
    {
        Plan = plan;
        Setup = setup;
        Self = self;
        Parts = new InstanceParts(setup.Spec, plan.PartOfNode);
        _peers = peers;
        _npus = new DeviceSeat?[setup.Spec.Npus];
        _shards = new DeviceSeat?[setup.Spec.Slots.Slots];
        var run = new DecodeRunSpec(setup.Spec, plan.Point);
        _payload = setup.PayloadOf(run, Parts.RanksOf(self).Select(rank => new RankId(rank)));
        _payload.Admit(AdmissionDocuments.ReadAdmissions(plan.Admissions));
        _hbm = new(() => Parts.RanksOf(Self).ToDictionary(rank => rank, rank => HbmAccount.Of(Setup.Spec, rank)));
        Core = new InstancePart(run, _payload, (Parts, self), this);
        Restore(plan.Boundary);
    }

    /// <summary>The epoch.</summary>
    public EpochPlan Plan { get; }

    /// <summary>The run, on this silo.</summary>
    public DecodeSetup Setup { get; }

    /// <summary>Which part it is.</summary>
    public int Self { get; }

    /// <summary>How the instance is divided.</summary>
    public InstanceParts Parts { get; }

    /// <summary>What runs.</summary>
    public InstancePart Core { get; }

    /// <summary>Whether its epoch is over: the silo can leave without it.</summary>
    public bool IsOver
    {
        get
        {
            lock (_ending)
            {
                return _over is not null;
            }
        }
    }

    /// <summary>What its devices had done by the last step boundary; replaced whole.</summary>
    public PartSnapshot Snapshot { get; private set; } = null!;

    /// <summary>The die whose last step people see: the part's first.</summary>
    public RankId Shown => new(Parts.RanksOf(Self)[0]);

    /// <summary>What the watched dies of the part did in the step, die by die.</summary>
    public byte[] Spans
    {
        get
        {
            var spans = Plan.Order.Watched.OrderBy(rank => rank.Index).SelectMany(Core.TimelineOf).ToArray();
            return MemoryMarshal.AsBytes(spans.AsSpan()).ToArray();
        }
    }

    /// <summary>What passed the ports of the part's dies into the network between experts, by the last step boundary.
    /// </summary>
    public IEnumerable<PortState> Ports => Parts.RanksOf(Self).Select(rank => new PortState(
        DeviceId.Of(new DieId(rank)), Snapshot.Counts.TallyOf(new RankId(rank)).Bus));

    /// <summary>What the memory of one of the part's dies holds.</summary>
    public HbmUse HbmOf(RankId rank) => _hbm.Value[rank.Index];

    /// <summary>Goes on from a step boundary.</summary>
    public void Restore(byte[] bytes)
    {
        var boundary = DecodeBoundary.Read(Setup.Spec, bytes);
        Core.Restore(boundary, Plan.Order.Watched.Append(Shown).Distinct());
        var counts = PartCounts.Of(Core, Parts, Self);
        Snapshot = Snapshot is { } last && last.Counts.Bytes.SequenceEqual(counts.Bytes)
            ? last with { Step = boundary.Step, Clock = boundary.Now }
            : new PartSnapshot(boundary.Step, boundary.Now, counts, counts, LastStep.None);
    }

    /// <summary>Someone looks: the next step that ends is kept for him.</summary>
    public void Look() => _isLookedAt = true;

    /// <summary>Whether a device took a turn, or a packet came, since this was asked last.</summary>
    public bool TakeHasMoved()
    {
        var hasMoved = _hasMoved;
        _hasMoved = false;
        return hasMoved;
    }

    /// <summary>An NPU's grain takes its seat.</summary>
    public void SeatNpu(NpuId npu, IGrainContext grain) =>
        _npus[npu.Index] = new DeviceSeat(grain, Turn(() => Core.RunNpu(npu)));

    /// <summary>An expert shard's grain takes its seat.</summary>
    public void SeatShard(SlotId slot, IGrainContext grain) =>
        _shards[slot.Index] = new DeviceSeat(grain, Turn(() => Core.RunShard(slot)));

    /// <summary>All devices have taken their seats.</summary>
    public void Close()
    {
        _npuSeats = [.. Core.Npus.Select(npu => _npus[npu.Index]!)];
        _shardSeats = [.. Core.Slots.Select(slot => _shards[slot.Index]!)];
    }

    /// <summary>Runs a graph on all of the part's devices, together with the other parts.</summary>
    public Task<GraphEnd> RunGraphAsync(GraphOrder order)
    {
        TaskCompletionSource<GraphEnd> graph = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_ending)
        {
            if (_over is not null)
            {
                return Task.FromResult(_over);
            }

            _graph = graph;
        }

        if (order.Graph == 0)
        {
            Snapshot = Snapshot with { Step = order.Step, Clock = order.Start };
        }

        Take(() =>
        {
            _payload.Admit(AdmissionDocuments.ReadAdmissions(order.Admissions));
            Core.Begin(order.Run);
        });
        return graph.Task;
    }

    /// <summary>Takes a packet from another part.</summary>
    public void Receive(ExchangePacket packet) => Take(() => Core.Receive(packet.ToPart()));

    /// <summary>Ends the epoch: whoever waits for a graph is told, and no other begins.</summary>
    public void End(GraphEnd end)
    {
        lock (_ending)
        {
            _over ??= end;
            _graph?.TrySetResult(_over);
        }
    }

    /// <summary>What the part has counted, at the end of a step.</summary>
    public PartCounts Count()
    {
        var counts = PartCounts.Of(Core, Parts, Self);
        var shown = _isLookedAt ? new ShownStep(Snapshot.Step, [.. Core.TimelineOf(Shown)]) : Snapshot.Last.Shown;
        _isLookedAt = false;
        var last = new LastStep(Core.End - Snapshot.Clock, shown);
        Snapshot = Snapshot with { Counts = counts, Before = Snapshot.Counts, Last = last };
        return counts;
    }

    /// <summary>What the part's requests got out of a step, at its end.</summary>
    public byte[] TakeOutcomes() => AdmissionDocuments.Write(_payload.TakeOutcomes());

    /// <inheritdoc/>
    public void WakeNpus() => Wake(_npuSeats);

    /// <inheritdoc/>
    public void WakeShards() => Wake(_shardSeats);

    /// <inheritdoc/>
    public void Send(int target, PartPacket packet) =>
        _peers[target].Deliver(ExchangePacket.Of(Plan.Epoch, packet)).Ignore();

    /// <inheritdoc/>
    public void EndGraph() => _graph!.TrySetResult(new GraphEnd(GraphOutcome.Ended, Core.End, [], [], [], null));

    private static void Wake(DeviceSeat[] seats)
    {
        foreach (var seat in seats)
        {
            seat.Wake();
        }
    }

    // Made once for each seat, so that taking a turn allocates nothing.
    private Action Turn(Action act) => () => Take(act);

    // A turn has no caller that an exception could reach: the graph's does.
    private void Take(Action turn)
    {
        try
        {
            turn();
            _hasMoved = true;
        }
        catch (Exception exception)
        {
            End(GraphEnd.Broken(exception is InvariantViolationException ? exception.Message : exception.ToString()));
        }
    }
}
