using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What rounds of dispatch, experts and combine take on average: a few layers of the model, their tokens drawn.
/// </summary>
internal sealed class DecodeRounds
{
    private const int SampledLayers = 6;

    private readonly DecodeSpec _spec;
    private readonly ParallelPhases _phases;
    private readonly ImmutableArray<MoeRound> _benches;

    /// <summary>Places the experts of the sampled layers.</summary>
    /// <param name="spec">The instance; its own requests are not looked at.</param>
    /// <param name="phases">The threads that do the work: layers side by side.</param>
    public DecodeRounds(DecodeSpec spec, ParallelPhases phases)
    {
        _spec = spec with
        {
            Model = spec.Model with { Layers = spec.Model.DenseLayers + SampledLayersOf(spec) },
        };
        _phases = phases;
        var routers = LayerRouters.Build(_spec, phases);
        _benches = [.. Enumerable.Range(0, phases.Workers).Select(_ => new MoeRound(_spec, routers))];
    }

    /// <summary>How many layers are looked at.</summary>
    public static int SampledLayersOf(DecodeSpec spec) => Math.Min(SampledLayers, spec.Model.MoeLayers);

    /// <summary>Requests that are dealt to dies and microbatches in turn, at one operating point.</summary>
    /// <param name="requests">Requests of the instance.</param>
    /// <param name="point">Microbatches and cores.</param>
    /// <returns>The time of a round of each microbatch [microbatches].</returns>
    public ImmutableArray<VirtualDuration> Times(int requests, OperatingPoint point)
    {
        var (spec, share) = (_spec with { Requests = requests }, StreamShares.Of(_spec.Machine, point).Experts);
        var layers = _spec.Model.MoeLayers;
        var times = new VirtualDuration[point.Microbatches * layers];
        _phases.Run(worker =>
        {
            var (first, end) = _phases.Share(worker, times.Length);
            for (var i = first; i < end; i++)
            {
                var (microbatch, layer) = (i / layers, _spec.Model.DenseLayers + (i % layers));
                var phase = new DecodePhase(DecodePhaseKind.Dispatch, layer, microbatch);
                var dies = Enumerable.Range(0, spec.Dies);
                _benches[worker].Draw(
                    phase, [.. dies.Select(die => spec.RequestsOn(die, microbatch, point.Microbatches))]);
                times[i] = _benches[worker].TimeOn(share);
            }
        });

        return [.. times.Chunk(layers).Select(of => new VirtualDuration(of.Sum(time => time.Picoseconds) / layers))];
    }
}
