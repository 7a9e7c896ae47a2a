using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>An NPU of an instance: its dies do each phase one after another.</summary>
internal sealed class NpuCore
{
    private readonly int _firstDie;
    private readonly DieCore[] _dies;

    /// <summary>An NPU's dies.</summary>
    /// <param name="npu">The NPU: the instance stands on the machine's first ones.</param>
    /// <param name="costs">The prices of the instance.</param>
    /// <param name="microbatches">1 or 2.</param>
    public NpuCore(NpuId npu, DieCosts costs, int microbatches)
    {
        var diesPerNpu = costs.Spec.Machine.DiesPerNpu;
        _firstDie = npu.Index * diesPerNpu;
        _dies = [.. Enumerable.Range(_firstDie, diesPerNpu)
            .Select(die => new DieCore(new RankId(die), costs, microbatches))];
    }

    /// <summary>When the last of the dies has done its graph.</summary>
    public VirtualTime End { get; private set; }

    /// <summary>What the dies have counted, die by die.</summary>
    public IEnumerable<DieTally> Tallies => _dies.Select(die => die.Tally);

    /// <summary>Goes on from what was counted before.</summary>
    /// <param name="tallyOf">What each die had counted; it becomes the die's own.</param>
    /// <param name="timelineOf">
    /// The list that a die records its spans in, or null for a die that nobody looks at.
    /// </param>
    public void Restart(Func<RankId, DieTally> tallyOf, Func<RankId, List<TimelineSpan>?> timelineOf)
    {
        for (var i = 0; i < _dies.Length; i++)
        {
            var rank = new RankId(_firstDie + i);
            _dies[i].Restart(tallyOf(rank), timelineOf(rank));
        }
    }

    /// <summary>A graph begins.</summary>
    public void Begin(VirtualTime start, IDecodePayload payload)
    {
        End = start;
        foreach (var die in _dies)
        {
            die.Begin(start, payload);
        }
    }

    /// <summary>The dies do one phase; before the experts' phase their slots have gathered their rows.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="exchange">The windows of its microbatch.</param>
    /// <param name="payload">What flows through it.</param>
    /// <param name="step">The step, from 0.</param>
    public void Run(DecodePhase phase, Exchange exchange, IDecodePayload payload, long step)
    {
        foreach (var die in _dies)
        {
            switch (phase.Kind)
            {
                case DecodePhaseKind.Dense:
                    die.RunDense(phase, payload);
                    break;
                case DecodePhaseKind.MtpProjection:
                    die.RunMtpProjection(phase, payload);
                    break;
                case DecodePhaseKind.Dispatch:
                    die.Dispatch(phase, exchange, payload, step);
                    break;
                case DecodePhaseKind.Experts:
                    die.RunExperts(phase, exchange);
                    break;
                case DecodePhaseKind.Combine:
                    die.Combine(phase, exchange, payload);
                    break;
                case DecodePhaseKind.Head:
                    End = VirtualTime.Max(End, die.RunHead(phase, payload));
                    break;
            }
        }
    }
}
