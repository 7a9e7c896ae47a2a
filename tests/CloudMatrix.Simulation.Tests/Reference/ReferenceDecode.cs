using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests.Reference;

/// <summary>
/// The virtual time of decode steps said slowly: one event after another, every clock in a dictionary, every row an
/// object. It shares prices, routes and the map of slots with the engine, and nothing else.
/// </summary>
internal sealed class ReferenceDecode(DecodeRunSpec run, LayerRouters routers)
{
    private readonly DecodeSpec _spec = run.Spec;
    private readonly OperatingPoint _point = run.Point;
    private readonly ReferencePort _ports = new(run.Spec);
    private readonly Dictionary<(int Die, int Stream), VirtualTime> _free = [];
    private readonly Dictionary<(int Die, int Microbatch), VirtualTime> _ready = [];
    private VirtualTime _hostFree;
    private long _step;

    public List<ReferenceSpan> Spans { get; } = [];

    /// <summary>When the next step begins.</summary>
    public VirtualTime Now { get; private set; }

    private IEnumerable<int> Dies => Enumerable.Range(0, _spec.Dies);

    private IEnumerable<int> Microbatches => Enumerable.Range(0, _point.Microbatches);

    private RowFormat Format => RowFormat.Of(_spec.Model.HiddenSize, _spec.Machine);

    private DieShare Attention => Share(_point.AttentionCores);

    private DieShare Experts => Share(_spec.Machine.Die.MatrixCores - _point.AttentionCores);

    public void RunStep()
    {
        var model = _spec.Model;
        RunGraph(model.Layers - 1, _spec.TokensPerRequest, () =>
        {
            for (var layer = 0; layer < model.Layers; layer++)
            {
                RunLayer(layer);
            }
        });
        for (var layer = model.Layers; layer < model.Layers + _spec.MtpLayers; layer++)
        {
            RunGraph(layer, 1, () =>
            {
                RunMtpProjections(layer);
                RunLayer(layer);
            });
        }

        _step++;
    }

    // The host launches a graph while the one before runs, or when it has ended; the NPUs wait for it.
    private void RunGraph(int lastLayer, int sampledPerRequest, Action layers)
    {
        foreach (var die in Dies)
        {
            (_free[(die, 0)], _free[(die, 1)]) = (Now, Now);
            foreach (var microbatch in Microbatches)
            {
                _ready[(die, microbatch)] = Now;
            }
        }

        layers();
        var end = Dies.Max(die => RunHead(die, lastLayer, sampledPerRequest));
        var begin = _spec.GraphLaunch == GraphLaunch.Pipelined ? Now : end;
        _hostFree = new[] { _hostFree, begin }.Max() + _spec.Machine.Operators.GraphLaunch;
        Now = new[] { _hostFree, end }.Max();
    }

    private VirtualTime RunHead(int die, int layer, int sampledPerRequest)
    {
        var tokens = Microbatches.Sum(microbatch => RequestsOf(die, microbatch)) * sampledPerRequest;
        var whole = DieShare.Whole(_spec.Machine);
        var start = Microbatches.Max(microbatch => _ready[(die, microbatch)]);
        var end = start
            + LanguageModelHeadCost.Time(_spec.Model, tokens, whole)
            + SamplingCost.Time(_spec.Model, tokens, whole);
        Spans.Add(new ReferenceSpan(die, 0, DecodeStage.Head, (layer, 0), start, end));
        return end;
    }

    private void RunLayer(int layer)
    {
        foreach (var microbatch in Microbatches)
        {
            foreach (var die in Dies)
            {
                Attend(die, layer, microbatch);
            }

            if (layer < _spec.Model.DenseLayers)
            {
                RunDense(layer, microbatch);
            }
            else
            {
                RunMoe(layer, microbatch);
            }
        }
    }

    private void RunDense(int layer, int microbatch)
    {
        foreach (var die in Dies)
        {
            var duration = FeedForwardCost.DenseTime(_spec.Model, TokensOf(die, microbatch), Experts);
            Do(die, 1, (layer, microbatch), DecodeStage.DenseFeedForward, duration);
        }
    }

    private void RunMtpProjections(int layer)
    {
        foreach (var (die, microbatch) in Dies.SelectMany(_ => Microbatches, (die, microbatch) => (die, microbatch)))
        {
            var duration = MtpProjectionCost.Time(_spec.Model, TokensOf(die, microbatch), Attention);
            Do(die, 0, (layer, microbatch), DecodeStage.MtpProjection, duration);
        }
    }

    private void Attend(int die, int layer, int microbatch)
    {
        var (model, of) = (_spec.Model, (layer, microbatch));
        var batch = AttentionBatch.Of(RequestsOf(die, microbatch), _spec.TokensPerRequest, _spec.KvLength);
        Do(die, 0, of, DecodeStage.MlaProlog, MlaPrologCost.Time(model, batch.Tokens, Attention));
        Do(die, 0, of, DecodeStage.Attention, FusedAttentionCost.Time(model, batch, Attention));
        Do(die, 0, of, DecodeStage.OutputProjection, OutputProjectionCost.Time(model, batch.Tokens, Attention));
    }

    private void RunMoe(int layer, int microbatch)
    {
        var of = (layer, microbatch);
        foreach (var die in Dies)
        {
            Do(die, 1, of, DecodeStage.Gate, GateCost.Time(_spec.Model, TokensOf(die, microbatch), Experts));
        }

        // 1  Every rank sends its rows when its gate has ended.
        var rows = Dies.SelectMany(die => Route(die, layer, microbatch)).ToList();
        var gateEnd = Dies.ToDictionary(die => die, die => StartOn(1, die, microbatch));
        var dispatched = _ports.Dispatch(gateEnd, rows, Experts);

        // 2  A die waits for all flags and all of its rows, packs them, computes, and sends the results back.
        var served = rows.ToLookup(row => row.Target);
        var expertsEnd = Dies.ToDictionary(
            die => die, die => Serve(die, of, [.. served[die]], (gateEnd[die], dispatched)));
        var back = rows.Select(row => row.Back).ToList();
        var returned = _ports.Return(expertsEnd, back, Experts);

        // 3  A rank waits for its own rows and sums them.
        foreach (var die in Dies)
        {
            var mine = back.Where(row => row.Target == die).ToList();
            var arrived = _ports.RowsArrived(die, mine, returned);
            var tokens = TokensOf(die, microbatch);
            var summed = arrived + FusedCombineCost.SumTime(Format, mine.Count, tokens, _spec.Machine);
            Spans.Add(new ReferenceSpan(die, 1, DecodeStage.Combine, of, expertsEnd[die], summed));
            _free[(die, 1)] = _ready[(die, microbatch)] = summed;
        }
    }

    private VirtualTime Serve(
        int die,
        (int Layer, int Microbatch) of,
        List<ReferenceRow> rows,
        (VirtualTime GateEnd, Dictionary<int, (VirtualTime First, VirtualTime Last)> Dispatched) sent)
    {
        var packed = _ports.AllArrived(die, rows, sent.Dispatched)
            + FusedDispatchCost.PackTime(Format, rows.Count, _spec.Machine);
        var groups = rows.CountBy(row => row.Slot)
            .ToLookup(slot => _spec.Slots.IsShared(slot.Key), slot => slot.Value);
        var work = new ExpertRows(Groups(groups[false]), Groups(groups[true]));
        var end = packed + FeedForwardCost.ExpertsTime(_spec.Model, work, Experts);
        Spans.Add(new ReferenceSpan(die, 1, DecodeStage.Dispatch, of, sent.GateEnd, packed));
        Spans.Add(new ReferenceSpan(die, 1, DecodeStage.Experts, of, packed, end));
        return end;
    }

    private static RowGroups Groups(IEnumerable<int> sizes) =>
        sizes.Aggregate(default(RowGroups), (groups, size) => groups.With(size));

    private List<ReferenceRow> Route(int die, int layer, int microbatch)
    {
        var random = SeededStream.Derive(_spec.Seed, "routing", _step, layer, microbatch, die);
        var slotOfRow = new ushort[TokensOf(die, microbatch) * _spec.RowsPerToken];
        routers[layer].Route(die, ref random, slotOfRow);
        return [.. slotOfRow.Select(slot => new ReferenceRow(die, _spec.Slots.DieOfSlot[slot], slot))];
    }

    private void Do(int die, int stream, (int Layer, int Microbatch) of, DecodeStage stage, VirtualDuration duration)
    {
        var start = StartOn(stream, die, of.Microbatch);
        var end = start + duration;
        Spans.Add(new ReferenceSpan(die, stream, stage, of, start, end));
        _free[(die, stream)] = _ready[(die, of.Microbatch)] = end;
    }

    private VirtualTime StartOn(int stream, int die, int microbatch) =>
        new[] { _free[(die, stream)], _ready[(die, microbatch)] }.Max();

    // Requests are dealt one by one: to dies in turn, on each die to microbatches in turn.
    private int RequestsOf(int die, int microbatch) => Enumerable.Range(0, _spec.BatchPerNpu * _spec.Npus)
        .Count(request => request % _spec.Dies == die && request / _spec.Dies % _point.Microbatches == microbatch);

    private int TokensOf(int die, int microbatch) => RequestsOf(die, microbatch) * _spec.TokensPerRequest;

    private DieShare Share(int matrixCores) =>
        _point.Microbatches == 1 ? DieShare.Whole(_spec.Machine) : DieShare.Of(_spec.Machine, matrixCores);
}
