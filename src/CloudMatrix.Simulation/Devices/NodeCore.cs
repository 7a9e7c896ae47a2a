using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The NPUs of one node of an instance and their expert slots, which do each phase one after another: the shard of work
/// that the embedded engine hands out.
/// </summary>
internal sealed class NodeCore
{
    private readonly NpuCore[] _npus;
    private readonly ExpertShardCore _shards;

    /// <summary>A node's NPUs.</summary>
    /// <param name="node">The node: the instance stands on the machine's first ones.</param>
    /// <param name="costs">The prices of the instance.</param>
    /// <param name="microbatches">1 or 2.</param>
    public NodeCore(NodeId node, DieCosts costs, int microbatches)
    {
        var (machine, slots) = (costs.Spec.Machine, costs.Spec.Slots);
        var neighbours = DieNeighbours.Of(node.Index * machine.DiesPerNode, machine.DiesPerNode, costs.Spec.Dies);
        _npus = [.. Enumerable.Range(0, (neighbours.NodeEnd - neighbours.NodeFirst) / machine.DiesPerNpu)
            .Select(npu => new NpuCore(new NpuId((node.Index * machine.NpusPerNode) + npu), costs, microbatches))];
        _shards = new ExpertShardCore(slots, slots.SlotsOf(neighbours.NodeFirst, neighbours.NodeEnd), neighbours);
    }

    /// <summary>When the last of the dies has done its graph.</summary>
    public VirtualTime End => _npus.Max(npu => npu.End);

    /// <summary>What the dies have counted, die by die.</summary>
    public IEnumerable<DieTally> Tallies => _npus.SelectMany(npu => npu.Tallies);

    /// <summary>Forgets what was counted.</summary>
    /// <param name="timelineOf">
    /// The list that a die records its spans in, or null for a die that nobody looks at.
    /// </param>
    public void Restart(Func<RankId, List<TimelineSpan>?> timelineOf)
    {
        foreach (var npu in _npus)
        {
            npu.Restart(_ => new DieTally(), timelineOf);
        }
    }

    /// <summary>A graph begins.</summary>
    public void Begin(VirtualTime start, IDecodePayload payload)
    {
        foreach (var npu in _npus)
        {
            npu.Begin(start, payload);
        }
    }

    /// <summary>The node does one phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="exchange">The windows of its microbatch.</param>
    /// <param name="payload">What flows through it.</param>
    /// <param name="step">The step, from 0.</param>
    public void Run(DecodePhase phase, Exchange exchange, IDecodePayload payload, long step)
    {
        if (phase.Kind == DecodePhaseKind.Experts)
        {
            _shards.Run(exchange, phase, payload);
        }

        foreach (var npu in _npus)
        {
            npu.Run(phase, exchange, payload, step);
        }
    }
}
