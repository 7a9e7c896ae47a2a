using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// One die of an instance: it attends for its own requests, routes their tokens, runs its expert slots for everyone's,
/// and sums what comes back. Knows no clock, no thread and no other die but through the exchange.
/// </summary>
/// <remarks>
/// <code>
/// stream 0   MLAProlog ─ FusedAttention ─ O_PROJ                    (other microbatch) …
/// stream 1                                       Gate ─ Dispatch ─ experts ─ Combine …
/// </code>
/// </remarks>
internal sealed class DieCore
{
    private const int AttentionStream = 0;
    private const int ExpertStream = 1;

    private readonly RankId _rank;
    private readonly DieCosts _costs;
    private readonly DieExchange _exchange;
    private readonly StageTimes[] _stages;
    private readonly DieStreams _streams;
    private VirtualTime _expertsEnd;
    private VirtualTime _moeBegin;
    private List<TimelineSpan>? _timeline;

    /// <summary>A die with the prices of its instance and its own requests.</summary>
    public DieCore(RankId rank, DieCosts costs, int microbatches)
    {
        _rank = rank;
        _costs = costs;
        _exchange = new DieExchange(rank, costs.Exchange);
        _stages = new StageTimes[microbatches];
        _streams = new DieStreams(microbatches);
    }

    /// <summary>What the die has counted.</summary>
    public DieTally Tally { get; private set; } = new();

    /// <summary>Goes on from what was counted before; what the die does is listed, if anyone wants to look.</summary>
    /// <param name="tally">What was counted; it becomes the die's own.</param>
    /// <param name="timeline">The list, or null.</param>
    public void Restart(DieTally tally, List<TimelineSpan>? timeline)
    {
        Tally = tally;
        _timeline = timeline;
    }

    /// <summary>A graph begins on all streams at once, with the requests that the die has now.</summary>
    public void Begin(VirtualTime start, IDecodePayload payload)
    {
        _streams.Begin(start);
        for (var microbatch = 0; microbatch < _stages.Length; microbatch++)
        {
            _stages[microbatch] = _costs.StagesOf(payload.LoadOf(_rank, microbatch));
        }
    }

    /// <summary>A dense layer of one microbatch.</summary>
    public void RunDense(DecodePhase phase, IDecodePayload payload)
    {
        payload.RunDense(_rank, phase);
        var stages = _stages[phase.Microbatch];
        Attend(phase, stages);
        Do(ExpertStream, DecodeStage.DenseFeedForward, phase, stages.DenseFeedForward);
    }

    /// <summary>The entry of a layer that drafts.</summary>
    public void RunMtpProjection(DecodePhase phase, IDecodePayload payload)
    {
        payload.ProjectDrafts(_rank, phase);
        Do(AttentionStream, DecodeStage.MtpProjection, phase, _stages[phase.Microbatch].MtpProjection);
    }

    /// <summary>Attention, gate, and the microbatch's rows into this rank's window.</summary>
    /// <param name="phase">Layer and microbatch.</param>
    /// <param name="exchange">Where the rows go.</param>
    /// <param name="payload">Chooses the slots of the rows.</param>
    /// <param name="step">The step, from 0.</param>
    public void Dispatch(DecodePhase phase, Exchange exchange, IDecodePayload payload, long step)
    {
        if (phase.Layer == _costs.Spec.Model.DenseLayers && phase.Microbatch == 0)
        {
            _moeBegin = _streams.AllReady;
        }

        var stages = _stages[phase.Microbatch];
        Attend(phase, stages);
        Do(ExpertStream, DecodeStage.Gate, phase, stages.Gate);

        var window = exchange.Windows.Open(_rank.Index, stages.Tokens * _costs.Spec.RowsPerToken);
        payload.Route(_rank, phase, step, window.SlotOfRow);
        _exchange.Send(exchange, window, _streams.StartOn(ExpertStream, phase.Microbatch));
        Tally.RowsDispatched += _exchange.Sent.Total;
        Tally.Bus += _exchange.DispatchUse;
        Tally.MicrobatchLayers += stages.Tokens > 0 && IsReported(phase) ? 1 : 0;
    }

    /// <summary>
    /// The die's expert slots have taken what all ranks sent them: they compute and send the results back.
    /// </summary>
    /// <param name="phase">Layer and microbatch.</param>
    /// <param name="exchange">Where the rows came from.</param>
    public void RunExperts(DecodePhase phase, Exchange exchange)
    {
        var gateEnd = _streams.StartOn(ExpertStream, phase.Microbatch);
        var (packed, rows) = _exchange.Receive(exchange);
        Record(ExpertStream, DecodeStage.Dispatch, phase, (gateEnd, packed));

        _expertsEnd = packed + FeedForwardCost.ExpertsTime(_costs.Spec.Model, rows, _costs.Streams.Experts);
        Record(ExpertStream, DecodeStage.Experts, phase, (packed, _expertsEnd));

        _exchange.Return(exchange, _expertsEnd);
        Tally.RowsServed += _exchange.Received.Total;
        Tally.SlotRowsMax = Math.Max(Tally.SlotRowsMax, _exchange.SlotRowsMax);
        Tally.Bus += _exchange.CombineUse;
    }

    /// <summary>The rank sums what came back for its tokens.</summary>
    /// <exception cref="InvariantViolationException">
    /// A row did not come back from the slot that it was sent to.
    /// </exception>
    public void Combine(DecodePhase phase, Exchange exchange, IDecodePayload payload)
    {
        var (summed, rows) = _exchange.Collect(exchange, _stages[phase.Microbatch].Tokens);
        if (rows != _exchange.Sent.Total)
        {
            throw RowsLost(phase, summed, rows);
        }

        payload.Sum(_rank, phase);
        Record(ExpertStream, DecodeStage.Combine, phase, (_expertsEnd, summed));
        _streams.EndOn(ExpertStream, phase.Microbatch, summed);
        Tally.RowsCombined += rows;
    }

    /// <summary>
    /// Head and sampling, when both streams are done: over all tokens to verify, or one for each draft.
    /// </summary>
    /// <returns>When the die has done its graph.</returns>
    public VirtualTime RunHead(DecodePhase phase, IDecodePayload payload)
    {
        payload.Sample(_rank, phase);
        var drafts = IsDraft(phase);
        var start = _streams.AllReady;
        var end = start + _costs.HeadTime(_stages.Sum(stages => drafts ? stages.Requests : stages.Tokens));
        _timeline?.Add(new TimelineSpan(_rank, AttentionStream, DecodeStage.Head, phase, start, end));
        if (!drafts)
        {
            Tally.MoeLayers += start - _moeBegin;
        }

        return end;
    }

    private void Attend(DecodePhase phase, StageTimes stages)
    {
        Do(AttentionStream, DecodeStage.MlaProlog, phase, stages.MlaProlog);
        Do(AttentionStream, DecodeStage.Attention, phase, stages.Attention);
        Do(AttentionStream, DecodeStage.OutputProjection, phase, stages.OutputProjection);
    }

    private void Do(int stream, DecodeStage stage, DecodePhase phase, VirtualDuration duration)
    {
        var start = _streams.StartOn(stream, phase.Microbatch);
        var end = start + duration;
        Record(stream, stage, phase, (start, end));
        _streams.EndOn(stream, phase.Microbatch, end);
    }

    private void Record(int stream, DecodeStage stage, DecodePhase phase, (VirtualTime Start, VirtualTime End) span)
    {
        _timeline?.Add(new TimelineSpan(_rank, stream, stage, phase, span.Start, span.End));
        if (IsReported(phase))
        {
            Tally[stage] += span.End - span.Start;
        }
    }

    // Stage means are those of the model's own MoE layers.
    private bool IsReported(DecodePhase phase) => phase.Layer >= _costs.Spec.Model.DenseLayers && !IsDraft(phase);

    private bool IsDraft(DecodePhase phase) => phase.Layer >= _costs.Spec.Model.Layers;

    private InvariantViolationException RowsLost(DecodePhase phase, VirtualTime at, int combined) =>
        new(new InvariantViolation(
            "rows dispatched = rows combined",
            at,
            $"layer {phase.Layer}, microbatch {phase.Microbatch}, {_rank}",
            $"{_exchange.Sent.Total} rows",
            $"{combined} rows",
            _costs.Spec.Seed));
}
