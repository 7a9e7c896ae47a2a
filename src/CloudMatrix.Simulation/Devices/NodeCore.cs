using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The dies of one node of an instance, which do each phase one after another: the shard of work that engines hand out.
/// </summary>
internal sealed class NodeCore
{
    private readonly DecodeSpec _spec;
    private readonly int _firstDie;
    private readonly DieCore[] _dies;
    private readonly ExpertShardCore _shards;

    /// <summary>A node's dies.</summary>
    /// <param name="node">The node: the instance stands on the machine's first ones.</param>
    /// <param name="costs">The prices of the instance.</param>
    /// <param name="microbatches">1 or 2.</param>
    public NodeCore(NodeId node, DieCosts costs, int microbatches)
    {
        _spec = costs.Spec;
        var diesPerNode = _spec.Machine.DiesPerNode;
        var neighbours = DieNeighbours.Of(node.Index * diesPerNode, diesPerNode, _spec.Dies);
        _firstDie = neighbours.NodeFirst;
        _dies = [.. Enumerable.Range(_firstDie, neighbours.NodeEnd - _firstDie)
            .Select(die => new DieCore(new RankId(die), costs, microbatches))];
        _shards = new ExpertShardCore(_spec.Slots, (neighbours.NodeFirst, neighbours.NodeEnd), neighbours);
    }

    /// <summary>When the last of the dies has done its graph.</summary>
    public VirtualTime End { get; private set; }

    /// <summary>Forgets what was counted.</summary>
    /// <param name="timelineOf">
    /// The list that a die records its spans in, or null for a die that nobody looks at.
    /// </param>
    public void Restart(Func<RankId, List<TimelineSpan>?> timelineOf)
    {
        for (var i = 0; i < _dies.Length; i++)
        {
            _dies[i].Restart(timelineOf(new RankId(_firstDie + i)));
        }
    }

    /// <summary>A graph begins.</summary>
    public void Begin(VirtualTime start)
    {
        End = start;
        foreach (var die in _dies)
        {
            die.Begin(start);
        }
    }

    /// <summary>All dies do one phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="exchange">The windows of its microbatch.</param>
    /// <param name="routers">Choose slots, layer by layer.</param>
    /// <param name="step">The step, from 0, which random numbers depend on.</param>
    public void Run(DecodePhase phase, Exchange exchange, LayerRouters routers, long step)
    {
        if (phase.Kind == DecodePhaseKind.Experts)
        {
            _shards.Run(exchange.Windows, phase.Microbatch, default(CountsPayload));
        }

        for (var i = 0; i < _dies.Length; i++)
        {
            var die = _dies[i];
            switch (phase.Kind)
            {
                case DecodePhaseKind.Dense:
                    die.RunDense(phase);
                    break;
                case DecodePhaseKind.MtpProjection:
                    die.RunMtpProjection(phase);
                    break;
                case DecodePhaseKind.Dispatch:
                    die.Dispatch(phase, exchange, routers[phase.Layer], RandomFor(phase, step, _firstDie + i));
                    break;
                case DecodePhaseKind.Experts:
                    die.RunExperts(phase, exchange, _shards);
                    break;
                case DecodePhaseKind.Combine:
                    die.Combine(phase, exchange);
                    break;
                case DecodePhaseKind.Head:
                    End = VirtualTime.Max(End, die.RunHead(phase));
                    break;
            }
        }
    }

    /// <summary>Adds what the dies have counted.</summary>
    public void AddTo(DieTally total)
    {
        foreach (var die in _dies)
        {
            total.Add(die.Tally);
        }
    }

    private SeededStream RandomFor(DecodePhase phase, long step, int rank) =>
        SeededStream.Derive(_spec.Seed, "routing", step, phase.Layer, phase.Microbatch, rank);
}
