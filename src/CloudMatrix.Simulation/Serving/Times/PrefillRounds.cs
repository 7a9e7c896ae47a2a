using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What the stages of a microbatch that many dies share take the slowest of them, where all begin at once: the four
/// collectives, and the experts; layer by layer where tokens choose.
/// </summary>
/// <remarks>
/// All of them depend on the microbatch's tokens alone, and grow with them in small steps; they are computed for some
/// numbers of tokens and lie on straight lines between.
/// </remarks>
internal sealed class PrefillRounds
{
    private static readonly PrefillStage[] Routed = [PrefillStage.Dispatch, PrefillStage.Experts, PrefillStage.Combine];
    private static readonly PrefillStage[] Attending = [PrefillStage.Gather, PrefillStage.AllToAll];

    private readonly PrefillSpec _instance;
    private readonly ParallelPhases _phases;
    private readonly RoutingSample _sample;
    private readonly SdmaPort[] _ports;
    private readonly Knots _tokens;
    private readonly double[]?[] _picoseconds;

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
        _picoseconds = new double[]?[_tokens.Count];
    }

    /// <summary>Numbers of tokens that were computed.</summary>
    public int Filled => _picoseconds.Count(line => line is not null);

    /// <summary>Stages times of each layer in one line: where a layer's are.</summary>
    public int Width => Attending.Length + (Routed.Length * _sample.Layers);

    /// <summary>Where the time of a stage stands among those of a microbatch; −1 where it is none of these.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="moeLayer">The layer among those that route, from 0.</param>
    public static int PlaceOf(PrefillStage stage, int moeLayer)
    {
        var attending = Array.IndexOf(Attending, stage);
        var routed = Array.IndexOf(Routed, stage);
        return attending >= 0 ? attending
            : routed >= 0 ? Attending.Length + (moeLayer * Routed.Length) + routed
            : -1;
    }

    /// <summary>All stages of a microbatch, in picoseconds.</summary>
    /// <param name="tokens">Its tokens on all dies, 1 or more.</param>
    /// <param name="picoseconds">Takes the times [<see cref="Width"/>].</param>
    public void Read(int tokens, Span<double> picoseconds)
    {
        var (knot, below) = _tokens.Locate(tokens);
        var first = At(knot);
        if (below == 0)
        {
            first.CopyTo(picoseconds);
            return;
        }

        var second = At(knot + 1);
        for (var i = 0; i < picoseconds.Length; i++)
        {
            picoseconds[i] = first[i] + (below * (second[i] - first[i]));
        }
    }

    private double[] At(int knot) => _picoseconds[knot] ??= Compute((int)_tokens[knot]);

    private double[] Compute(int tokens)
    {
        var batch = _instance with { Sequences = [new(tokens, 0)] };
        var times = new double[Width];
        _phases.Run(worker =>
        {
            var departures = new Departures(_instance.Dies);
            var (first, end) = _phases.Share(worker, _sample.Layers);
            for (var layer = first; layer < end; layer++)
            {
                var microbatch = new PrefillMicrobatch(batch, batch.Sequences, [_sample.Spread(layer, tokens)]);
                foreach (var stage in layer == 0 ? [.. Attending, .. Routed] : Routed)
                {
                    var step = new PrefillStep(stage, _instance.Model.DenseLayers, 0);
                    times[PlaceOf(stage, layer)] = SlowestOf(microbatch, step, departures).Picoseconds;
                }
            }
        });
        return times;
    }

    private VirtualDuration SlowestOf(PrefillMicrobatch microbatch, PrefillStep step, Departures departures)
    {
        if (!step.WaitsForAll)
        {
            return Enumerable.Range(0, _ports.Length).Max(die => microbatch.TimeOf(step, die));
        }

        var collective = microbatch.CollectiveOf(step);
        foreach (var port in _ports)
        {
            port.Send(collective, departures, VirtualTime.Zero);
        }

        return _ports.Max(port => port.End(collective, departures)) - VirtualTime.Zero;
    }
}
