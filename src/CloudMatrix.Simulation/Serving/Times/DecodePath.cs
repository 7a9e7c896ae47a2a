using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// One decode step as the die goes through it that everyone waits for: the phases of the schedule on its two streams,
/// with rounds of dispatch, experts and combine that take as long as they take all dies.
/// </summary>
/// <remarks>
/// All dies meet in every round, so a step takes what it takes the die with the longest attention. What is left out is
/// that a die whose own sums are done early may begin its next attention early.
/// </remarks>
internal sealed class DecodePath
{
    private const int AttentionStream = 0;
    private const int ExpertStream = 1;

    private readonly DieCosts _costs;
    private readonly DecodeSchedule _schedule;
    private readonly DieStreams _streams;
    private readonly StageTimes[] _stages;

    /// <summary>The path at one operating point.</summary>
    /// <param name="spec">The instance; its own requests are not looked at.</param>
    /// <param name="point">Microbatches and cores.</param>
    public DecodePath(DecodeSpec spec, OperatingPoint point)
    {
        Point = point;
        _costs = new DieCosts(spec with { Requests = 0 }, point);
        _schedule = DecodeSchedule.Of(spec.Model, point.Microbatches, spec.MtpLayers);
        _streams = new DieStreams(point.Microbatches);
        _stages = new StageTimes[point.Microbatches];
    }

    /// <summary>Microbatches and cores.</summary>
    public OperatingPoint Point { get; }

    /// <summary>The time of a step.</summary>
    /// <param name="load">What the slowest die attends to.</param>
    /// <param name="rounds">What a round of each microbatch takes [microbatches].</param>
    public VirtualDuration TimeOf(MicrobatchLoad load, ImmutableArray<VirtualDuration> rounds)
    {
        for (var microbatch = 0; microbatch < _stages.Length; microbatch++)
        {
            _stages[microbatch] = _costs.StagesOf(load.Part(microbatch, _stages.Length));
        }

        var spec = _costs.Spec;
        var host = new HostClock(spec.Machine.Operators.GraphLaunch, spec.GraphLaunch);
        var now = VirtualTime.Zero;
        foreach (var graph in _schedule.Graphs)
        {
            _streams.Begin(now);
            now = host.Start(now, End(graph, rounds));
        }

        return now - VirtualTime.Zero;
    }

    private VirtualTime End(DecodeGraph graph, ImmutableArray<VirtualDuration> rounds)
    {
        var end = VirtualTime.Zero;
        foreach (var phase in graph.Phases)
        {
            var (microbatch, stages) = (phase.Microbatch, _stages[phase.Microbatch]);
            switch (phase.Kind)
            {
                case DecodePhaseKind.Dense:
                    Attend(microbatch);
                    Do(ExpertStream, microbatch, stages.DenseFeedForward);
                    break;
                case DecodePhaseKind.MtpProjection:
                    Do(AttentionStream, microbatch, stages.MtpProjection);
                    break;
                case DecodePhaseKind.Dispatch:
                    Attend(microbatch);
                    Do(ExpertStream, microbatch, stages.Gate + rounds[microbatch]);
                    break;
                case DecodePhaseKind.Head:
                    var isDraft = phase.Layer >= _costs.Spec.Model.Layers;
                    end = _streams.AllReady + _costs.HeadTime(_stages.Sum(of => isDraft ? of.Requests : of.Tokens));
                    break;
            }
        }

        return end;
    }

    private void Attend(int microbatch)
    {
        var stages = _stages[microbatch];
        Do(AttentionStream, microbatch, stages.MlaProlog + stages.Attention + stages.OutputProjection);
    }

    private void Do(int stream, int microbatch, VirtualDuration duration) =>
        _streams.EndOn(stream, microbatch, _streams.StartOn(stream, microbatch) + duration);
}
