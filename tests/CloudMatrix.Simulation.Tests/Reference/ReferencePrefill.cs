using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>
/// The virtual time of a prefill batch said slowly: one stage after another, every clock in a dictionary, every
/// collective pair by pair. It shares prices and routed rows with the engine, and nothing else.
/// </summary>
internal sealed class ReferencePrefill
{
    private readonly PrefillSpec _spec;
    private readonly ImmutableArray<PrefillTokens> _tokens;
    private readonly ImmutableArray<ImmutableArray<RoutedRows>> _routed;
    private readonly Dictionary<(int Die, string Stream), VirtualTime> _free = [];
    private readonly Dictionary<(int Die, int Microbatch), VirtualTime> _ready = [];

    public ReferencePrefill(PrefillSpec spec, ImmutableArray<ImmutableArray<RoutedRows>> routed)
    {
        _spec = spec;
        _routed = routed;
        _tokens = [.. spec.Pack().Select(prompts => prompts
            .Select(prompt => PrefillTokens.Of(prompt, spec.Machine.Operators.GemmTile.Rows))
            .Aggregate(default(PrefillTokens), (left, right) => left + right))];
    }

    /// <summary>When each stage ended on each die.</summary>
    public Dictionary<(PrefillStage Stage, int Layer, int Microbatch, int Die), VirtualTime> Ends { get; } = [];

    private ModelShape Model => _spec.Model;

    private RowFormat Format => RowFormat.Of(Model.HiddenSize, _spec.Machine);

    private DieShare Share => DieShare.Whole(_spec.Machine);

    private IEnumerable<int> Dies => Enumerable.Range(0, _spec.Dies);

    public void Run()
    {
        for (var layer = 0; layer < Model.Layers; layer++)
        {
            if (layer < Model.DenseLayers)
            {
                RunDense(layer);
            }
            else if (_tokens.Length == 1)
            {
                Enter(layer, 0);
                Attend(layer, 0);
                Dispatch(layer, 0);
                Serve(layer, 0);
            }
            else
            {
                Enter(layer, 0);
                Attend(layer, 0);
                Enter(layer, 1);
                Dispatch(layer, 0);
                Attend(layer, 1);
                Dispatch(layer, 1);
                Serve(layer, 0);
                Serve(layer, 1);
            }
        }
    }

    private void RunDense(int layer)
    {
        for (var m = 0; m < _tokens.Length; m++)
        {
            Enter(layer, m);
            Project(layer, m);
            Do((PrefillStage.DenseFeedForward, layer, m), "AIC", die =>
                FeedForwardCost.DenseTime(Model, Own(m, die), Share));
        }
    }

    private void Enter(int layer, int m)
    {
        Do((PrefillStage.DownProjection, layer, m), "AIC", die =>
            PrefillDownProjectionCost.Time(Model, Own(m, die), Share));
        Exchange((PrefillStage.Gather, layer, m), PrefillRowFormat.Of(Model).Gathered, (from, _) => Own(m, from));
    }

    private void Attend(int layer, int m)
    {
        Project(layer, m);
        Do((PrefillStage.Gate, layer, m), "AIC", die => GateCost.Time(Model, Own(m, die), Share));
        var gated = Dies.ToDictionary(die => die, die => Ready(die, m));
        Do((PrefillStage.SharedExpert, layer, m), "AIC", die => FeedForwardCost.ExpertsTime(
            Model, new ExpertRows(default, RowGroups.Equal(1, Own(m, die))), Share));
        foreach (var die in Dies)
        {
            // Nobody waits for the shared expert before the experts, which come after it on the same stream.
            _ready[(die, m)] = gated[die];
        }

        Do((PrefillStage.DispatchCompute, layer, m), "AIV", die =>
            DispatchComputeCost.Time(Format, Own(m, die) * Model.ExpertsPerToken, Share));
    }

    private void Project(int layer, int m)
    {
        Do((PrefillStage.UpProjection, layer, m), "AIC", die =>
            PrefillUpProjectionCost.Time(Model, _tokens[m], _spec.HeadsOf(die), Share));
        Do((PrefillStage.Attention, layer, m), "AIC", die =>
            PrefillAttentionCost.Time(Model, _tokens[m], _spec.HeadsOf(die), Share));
        Exchange(
            (PrefillStage.AllToAll, layer, m),
            PrefillRowFormat.Of(Model).AttendedPerHead,
            (from, to) => _spec.HeadsOf(from) * Own(m, to));
        Do((PrefillStage.OutputProjection, layer, m), "AIC", die =>
            PrefillOutputProjectionCost.Time(Model, Own(m, die), Share));
    }

    private void Dispatch(int layer, int m)
    {
        var rows = _routed[m][layer - Model.DenseLayers];
        Exchange((PrefillStage.Dispatch, layer, m), Format.Dispatch, rows.Sent, rows.Received);
    }

    private void Serve(int layer, int m)
    {
        var rows = _routed[m][layer - Model.DenseLayers];
        Do((PrefillStage.Experts, layer, m), "AIC", die =>
            FeedForwardCost.ExpertsTime(Model, new ExpertRows(rows.ExpertsOf(die), default), Share));
        Exchange((PrefillStage.Combine, layer, m), Format.Combine, rows.Received, rows.Sent);
        Do((PrefillStage.CombineCompute, layer, m), "AIV", die => CombineComputeCost.Time(
            Format, Own(m, die) * Model.ExpertsPerToken, Own(m, die), _spec.Machine));
    }

    private void Do(
        (PrefillStage Stage, int Layer, int Microbatch) step, string stream, Func<int, VirtualDuration> time)
    {
        if (_tokens[step.Microbatch].New > 0)
        {
            foreach (var die in Dies)
            {
                End(step, die, stream, Start(die, stream, step.Microbatch) + time(die));
            }
        }
    }

    private void Exchange(
        (PrefillStage Stage, int Layer, int Microbatch) step, Bytes row, Func<int, int, int> rows)
    {
        var sent = Dies.Select(die => Count(Dies.Select(other => (other, rows(die, other))), die)).ToArray();
        var received = Dies.Select(die => Count(Dies.Select(other => (other, rows(other, die))), die)).ToArray();
        Exchange(step, row, sent, received);
    }

    private void Exchange(
        (PrefillStage Stage, int Layer, int Microbatch) step, Bytes row, RowCounts[] sent, RowCounts[] received)
    {
        if (_tokens[step.Microbatch].New == 0)
        {
            return;
        }

        var starts = Dies.Select(die => Start(die, "SDMA", step.Microbatch)).ToArray();
        var lefts = Dies.Select(die => starts[die]
            + SdmaCost.SendTime(sent[die], row, Rates(die), _spec.Machine)).ToArray();
        foreach (var die in Dies)
        {
            var others = Dies.Where(other => other != die).ToList();
            var end = others.Append(die).Max(other => lefts[other]
                + (other == die ? VirtualDuration.Zero : Landing(Latency(die, other))));
            if (others.Count > 0)
            {
                var first = others.Min(other =>
                    starts[other] + _spec.Machine.Operators.OperatorLaunch + Latency(die, other));
                var (near, far) = (received[die].IntraNode, received[die].InterNode);
                var perByte = (near / Rates(die).IntraNode.Value) + (far / Rates(die).InterNode.Value);
                end = new[] { end, first + VirtualDuration.RoundUpToPicoseconds(perByte * row.Count * 1e12) }.Max();
            }

            End(step, die, "SDMA", end);
        }
    }

    private VirtualTime Start(int die, string stream, int microbatch) =>
        new[] { _free.GetValueOrDefault((die, stream)), Ready(die, microbatch) }.Max();

    private VirtualTime Ready(int die, int microbatch) => _ready.GetValueOrDefault((die, microbatch));

    private void End((PrefillStage Stage, int Layer, int Microbatch) step, int die, string stream, VirtualTime end)
    {
        Ends.Add((step.Stage, step.Layer, step.Microbatch, die), end);
        _free[(die, stream)] = end;
        _ready[(die, step.Microbatch)] = end;
    }

    private int Own(int microbatch, int die) => _spec.TokensOf(_tokens[microbatch].New, die);

    private PortRates Rates(int die)
    {
        var link = _spec.Machine.ExpertParallel;
        var (near, far) = (_spec.Fabric.IntraNodeShare(new DieId(die)), _spec.Fabric.InterNodeShare(new DieId(die)));
        return new PortRates(near.Of(link.IntraNode.Bandwidth), far.Of(link.InterNode.Bandwidth));
    }

    private VirtualDuration Latency(int die, int other) => NodeOf(die) == NodeOf(other)
        ? _spec.Machine.ExpertParallel.IntraNodeLatency
        : _spec.Machine.ExpertParallel.InterNodeLatency;

    private VirtualDuration Landing(VirtualDuration latency) =>
        latency - new VirtualDuration(latency.Picoseconds / _spec.Machine.ExpertParallel.WritesInFlight);

    private RowCounts Count(IEnumerable<(int Other, int Rows)> rows, int die) => rows.Aggregate(
        default(RowCounts),
        (counts, row) => counts + (row.Other == die ? new RowCounts(row.Rows, 0, 0)
            : NodeOf(row.Other) == NodeOf(die) ? new RowCounts(0, row.Rows, 0)
            : new RowCounts(0, 0, row.Rows)));

    private int NodeOf(int die) => die / _spec.Machine.DiesPerNode;
}
