using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What rounds of dispatch, experts and combine take on average: those of a few layers of the model, or of several
/// steps where it has fewer, with tokens drawn as in a decode.
/// </summary>
/// <remarks>
/// Rounds follow one another in chains: a die begins the next when it has done the one before, as in a step, where
/// every die attends for about as long in between. What some dies wait in one round they need not wait in the next.
/// </remarks>
internal sealed class DecodeRounds
{
    /// <summary>Chains of rounds that are drawn, side by side.</summary>
    public const int Chains = 2;

    private const int LayersOfChain = 4;

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

    /// <summary>Requests that are dealt to dies and microbatches in turn, at one operating point.</summary>
    /// <param name="requests">Requests of the instance.</param>
    /// <param name="point">Microbatches and cores.</param>
    /// <returns>The time of a round of each microbatch [microbatches].</returns>
    public ImmutableArray<VirtualDuration> Times(int requests, OperatingPoint point)
    {
        var chains = new long[Chains][];
        _phases.Run(worker =>
        {
            var (first, end) = _phases.Share(worker, Chains);
            for (var chain = first; chain < end; chain++)
            {
                chains[chain] = Run(_benches[worker], chain, _spec with { Requests = requests }, point);
            }
        });

        return [.. Enumerable.Range(0, point.Microbatches).Select(microbatch => new VirtualDuration(
            chains.Sum(picoseconds => picoseconds[microbatch]) / (Chains * LayersOfChain)))];
    }

    // How much later all dies are done after each microbatch's rounds [microbatches].
    private static long[] Run(MoeRound round, int chain, DecodeSpec spec, OperatingPoint point)
    {
        var share = StreamShares.Of(spec.Machine, point).Experts;
        var picoseconds = new long[point.Microbatches];
        round.Begin();
        for (var i = chain * LayersOfChain; i < (chain + 1) * LayersOfChain; i++)
        {
            var (step, layer) = Math.DivRem(i, spec.Model.MoeLayers);
            for (var microbatch = 0; microbatch < point.Microbatches; microbatch++)
            {
                var phase = new DecodePhase(DecodePhaseKind.Dispatch, spec.Model.DenseLayers + layer, microbatch);
                int[] requests = [.. Enumerable.Range(0, spec.Dies)
                    .Select(die => spec.RequestsOn(die, microbatch, point.Microbatches))];
                var begin = round.End;
                round.Draw(phase, step, requests);
                round.RunOn(share);
                picoseconds[microbatch] += (round.End - begin).Picoseconds;
            }
        }

        return picoseconds;
    }

    private static int SampledLayersOf(DecodeSpec spec) => Math.Min(Chains * LayersOfChain, spec.Model.MoeLayers);
}
