using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The decode of one instance in this process: each phase of the schedule over the instance's nodes, dealt to the
/// processors, between barriers.
/// </summary>
internal sealed class EmbeddedDecode
{
    private readonly DecodeSpec _spec;
    private readonly DecodeSchedule _schedule;
    private readonly ParallelPhases _phases;
    private readonly IDecodePayload _payload;
    private readonly NodeCore[] _nodes;
    private readonly Exchange[] _exchanges;
    private readonly Action<int> _runGraph;
    private HostClock _host;
    private DecodeGraph _graph;
    private long _step = -1;

    /// <summary>An instance at rest.</summary>
    /// <param name="run">The run and its operating point.</param>
    /// <param name="payload">What flows through it, made from the same run.</param>
    /// <param name="phases">The threads that do the work.</param>
    public EmbeddedDecode(DecodeRunSpec run, IDecodePayload payload, ParallelPhases phases)
    {
        var (spec, point) = run;
        var costs = new DieCosts(spec, point);
        _spec = spec;
        _schedule = DecodeSchedule.Of(spec.Model, point.Microbatches, spec.MtpLayers);
        _graph = _schedule.Graphs[0];
        _phases = phases;
        _payload = payload;
        _nodes = [.. Enumerable.Range(0, spec.Nodes)
            .Select(node => new NodeCore(new NodeId(node), costs, point.Microbatches))];
        _exchanges = [.. Enumerable.Range(0, point.Microbatches)
            .Select(microbatch => new Exchange(spec.Slots, spec.RowsMax(microbatch, point.Microbatches)))];
        _runGraph = RunGraph;
        _host = NewHost();
    }

    /// <summary>When the next step starts: the time of the run so far.</summary>
    public VirtualTime Now { get; private set; }

    /// <summary>Begins anew: time, random numbers and counts as if no step had been run.</summary>
    /// <param name="timelineOf">
    /// The list that a die records its spans in, or null for a die that nobody looks at.
    /// </param>
    public void Restart(Func<RankId, List<TimelineSpan>?> timelineOf)
    {
        _host = NewHost();
        _step = -1;
        Now = VirtualTime.Zero;
        foreach (var node in _nodes)
        {
            node.Restart(timelineOf);
        }
    }

    /// <summary>Runs the next step of all requests.</summary>
    public void RunStep() => RunStep(_step + 1);

    /// <summary>Runs a step of all requests with the random numbers of its own.</summary>
    /// <param name="step">Which, from 0.</param>
    public void RunStep(long step)
    {
        _step = step;
        foreach (var graph in _schedule.Graphs)
        {
            _graph = graph;
            _phases.Run(_runGraph);
            Now = _host.Start(Now, _nodes.Max(node => node.End));
        }
    }

    /// <summary>What all dies have counted.</summary>
    public DieTally Total()
    {
        var total = new DieTally();
        foreach (var tally in _nodes.SelectMany(node => node.Tallies))
        {
            total.Add(tally);
        }

        return total;
    }

    private HostClock NewHost() => new(_spec.Machine.Operators.GraphLaunch, _spec.GraphLaunch);

    private void RunGraph(int worker)
    {
        var (first, end) = _phases.Share(worker, _nodes.Length);
        var mine = _nodes.AsSpan(first..end);
        foreach (var node in mine)
        {
            node.Begin(Now, _payload);
        }

        foreach (var front in _graph.Fronts)
        {
            if (front.WaitsForAll)
            {
                _phases.WaitForAll();
            }

            foreach (var phase in front.Phases)
            {
                foreach (var node in mine)
                {
                    node.Run(phase, _exchanges[phase.Microbatch], _payload, _step);
                }
            }
        }
    }
}
