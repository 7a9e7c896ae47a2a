using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Commands.Tests;

/// <summary>
/// A run made by hand, which no change of a price touches: a dense layer, three that route and one that drafts, every
/// stage some microseconds and a few picoseconds long, and longer on each die than on the one before.
/// </summary>
internal sealed class TinyRun
{
    private const int Dense = 0;
    private const int Draft = 4;

    private readonly List<TimelineSpan> _timeline = [];
    private readonly VirtualTime[] _free = new VirtualTime[2];
    private readonly VirtualTime[] _ready;

    private TinyRun(int dies, int microbatches, int steps)
    {
        _ready = new VirtualTime[microbatches];
        Report = ReportOf(microbatches, steps);
        foreach (var die in Enumerable.Range(0, dies).Select(index => new RankId(index)))
        {
            Begin(VirtualTime.Zero);
            for (var step = 0; step < steps; step++)
            {
                RunStep(die, microbatches);
            }
        }
    }

    /// <summary>Layers that route, the draft's included.</summary>
    public static int RoutedLayers => 4;

    public DecodeReport Report { get; }

    public IReadOnlyList<TimelineSpan> Timeline => _timeline;

    public static TinyRun Of(int dies = 2, int microbatches = 2, int steps = 1) => new(dies, microbatches, steps);

    private void RunStep(RankId die, int microbatches)
    {
        for (var layer = Dense; layer <= Draft; layer++)
        {
            for (var microbatch = 0; microbatch < microbatches; microbatch++)
            {
                RunLayer(die, layer, microbatch);
            }
        }

        Begin(VirtualTime.Max(_free[0], _free[1]));
        Do(die, 0, DecodeStage.Head, new DecodePhase(DecodePhaseKind.Head, Draft, 0));
        Begin(_free[0]);
    }

    private void Begin(VirtualTime start)
    {
        Array.Fill(_free, start);
        Array.Fill(_ready, start);
    }

    private void RunLayer(RankId die, int layer, int microbatch)
    {
        var phase = new DecodePhase(DecodePhaseKind.Dispatch, layer, microbatch);
        DecodeStage[] upper = [DecodeStage.MlaProlog, DecodeStage.Attention, DecodeStage.OutputProjection];
        DecodeStage[] lower = layer == Dense
            ? [DecodeStage.DenseFeedForward]
            : [DecodeStage.Gate, DecodeStage.Dispatch, DecodeStage.Experts, DecodeStage.Combine];
        foreach (var stage in layer == Draft ? upper.Prepend(DecodeStage.MtpProjection) : upper)
        {
            Do(die, 0, stage, phase);
        }

        foreach (var stage in lower)
        {
            Do(die, 1, stage, phase);
        }
    }

    private void Do(RankId die, int stream, DecodeStage stage, DecodePhase phase)
    {
        var start = VirtualTime.Max(_free[stream], _ready[phase.Microbatch]);
        var end = start + new VirtualDuration((1 + (int)stage) * (4_000_777L + die.Index));
        _timeline.Add(new TimelineSpan(die, stream, stage, phase, start, end));
        _free[stream] = end;
        _ready[phase.Microbatch] = end;
    }

    private static DecodeReport ReportOf(int microbatches, int steps) => new()
    {
        MachineName = "Tiny384",
        ModelName = "Tiny-R1",
        Seed = 7,
        Dies = 4,
        ExpertShards = 8,
        BatchPerNpu = 1024,
        KvLength = 4096,
        Steps = steps,
        Microbatches = microbatches,
        AttentionAics = microbatches == 1 ? 24 : 16,
        OperatingPoint = "given",
        MtpLayers = 1,
        Acceptance = 0.7,
        Routing = "uniform",
        Down = [],
        IterationMs = 0.9,
        TpotMs = 0.9 / 1.7,
        TokensPerSecondPerNpu = 1024 * 1.7 / 0.9e-3,
        LayerUs = 180.5,
        StagesUs = new DecodeStageTimes(4, 8, 12, 16, 20, 24, 28),
        TokensDispatched = 1,
        TokensCombined = 1,
        ExpertLoad = new ExpertLoad(1, 1),
        HbmBytesPerDie = new HbmUse(1, 1, 1, 1),
        BytesOverUb = 1,
    };
}
