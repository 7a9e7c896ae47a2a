using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What the stages of a microbatch take that many dies share: the four collectives, where all dies begin them at once,
/// and the routed experts of the slowest die; layer by layer where tokens choose.
/// </summary>
/// <remarks>
/// All of them depend on the microbatch's tokens alone, and grow with them in small steps; they are computed for some
/// numbers of tokens and lie on straight lines between.
/// </remarks>
internal sealed class PrefillRounds
{
    private const int AttendingStages = 2;
    private const int RoutedStages = 4;

    private readonly PrefillSpec _instance;
    private readonly ParallelPhases _phases;
    private readonly RoutingSample _sample;
    private readonly SdmaPort[] _ports;
    private readonly Knots _tokens;
    private readonly long[]?[] _picoseconds;

    /// <summary>Samples the routing of every layer.</summary>
    /// <param name="instance">The instance; its own batch is not looked at.</param>
    /// <param name="phases">The threads that do the work: layers side by side.</param>
    public PrefillRounds(PrefillSpec instance, ParallelPhases phases)
    {
        _instance = instance;
        _phases = phases;
        _sample = RoutingSample.Draw(instance, phases);
        _ports = [.. RoutedTerms.Of(instance).Neighbours.Select(neighbours => new SdmaPort(instance, neighbours))];
        _tokens = new Knots(Knots.Octaves(ushort.MaxValue * (long)instance.Dies));
        _picoseconds = new long[]?[_tokens.Count];
    }

    /// <summary>Numbers of tokens that were computed.</summary>
    public int Filled => _picoseconds.Count(line => line is not null);

    /// <summary>Times of a microbatch: those of its attention, and four of each layer that routes.</summary>
    public int Width => AttendingStages + (RoutedStages * _sample.Layers);

    /// <summary>Where the time of a stage stands among those of a microbatch; null where it is none of these.</summary>
    /// <param name="step">The stage, and its layer.</param>
    /// <param name="kind">Which dies.</param>
    public int? PlaceOf(PrefillStep step, PrefillDieKind kind)
    {
        var layer = AttendingStages + (RoutedStages * (step.Layer - _instance.Model.DenseLayers));
        return step.Stage switch
        {
            PrefillStage.Gather => 0,
            PrefillStage.AllToAll => 1,
            PrefillStage.Dispatch => layer,
            PrefillStage.Combine => layer + 1,
            PrefillStage.Experts => layer + 2 + (int)kind,
            _ => null,
        };
    }

    /// <summary>All stages of a microbatch.</summary>
    /// <param name="tokens">Its tokens on all dies, 1 or more.</param>
    /// <param name="times">Takes the times [<see cref="Width"/>].</param>
    public void Read(int tokens, Span<VirtualDuration> times)
    {
        var (knot, below) = _tokens.Locate(tokens);
        var first = At(knot);
        var second = below == 0 ? first : At(knot + 1);
        for (var i = 0; i < first.Length; i++)
        {
            times[i] = new VirtualDuration(first[i] + (long)(below * (second[i] - first[i])));
        }
    }

    private long[] At(int knot) => _picoseconds[knot] ??= Compute((int)_tokens[knot]);

    private long[] Compute(int tokens)
    {
        var batch = _instance with { Sequences = [new(tokens, 0)] };
        var routed = new RoutedRows[_sample.Layers];
        var times = new long[Width];
        ForLayers(layer => routed[layer] = _sample.Spread(layer, tokens));
        var microbatch = new PrefillMicrobatch(batch, batch.Sequences, ImmutableArray.Create(routed));
        ForLayers(layer => Price(microbatch, layer, times));
        return times;
    }

    private void ForLayers(Action<int> work) => _phases.Run(worker =>
    {
        var (first, end) = _phases.Share(worker, _sample.Layers);
        for (var layer = first; layer < end; layer++)
        {
            work(layer);
        }
    });

    private void Price(PrefillMicrobatch microbatch, int layer, long[] times)
    {
        var departures = new Departures(_instance.Dies);
        var step = new PrefillStep(PrefillStage.Experts, _instance.Model.DenseLayers + layer, 0);
        PrefillStage[] collectives = layer == 0
            ? [PrefillStage.Gather, PrefillStage.AllToAll, PrefillStage.Dispatch, PrefillStage.Combine]
            : [PrefillStage.Dispatch, PrefillStage.Combine];
        foreach (var stage in collectives)
        {
            var place = PlaceOf(step with { Stage = stage }, default);
            times[place!.Value] = TimeOf(microbatch.CollectiveOf(step with { Stage = stage }), departures).Picoseconds;
        }

        for (var die = 0; die < _instance.Dies; die++)
        {
            var kind = die < microbatch.Tokens ? PrefillDieKind.WithTokens : PrefillDieKind.WithoutTokens;
            ref var slowest = ref times[PlaceOf(step, kind)!.Value];
            slowest = Math.Max(slowest, microbatch.TimeOf(step, die).Picoseconds);
        }
    }

    private VirtualDuration TimeOf(Collective collective, Departures departures)
    {
        foreach (var port in _ports)
        {
            port.Send(collective, departures, VirtualTime.Zero);
        }

        return _ports.Max(port => port.End(collective, departures)) - VirtualTime.Zero;
    }
}
