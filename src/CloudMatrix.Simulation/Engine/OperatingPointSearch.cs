using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Finds the fastest microbatches and core split by running each candidate for one step of two short models that differ
/// by a few layers.
/// </summary>
/// <remarks>
/// <code>
/// layer    = (step of the deeper model − step of the shallower) ÷ (layers between them)
/// estimate = step of the deeper model + (layers left out) · layer
/// </code>
/// What is left out is MoE layers, all alike but for their routing; the random numbers are those of the run itself.
/// </remarks>
internal static class OperatingPointSearch
{
    private const int ShallowMoeLayers = 2;
    private const int DeepMoeLayers = 6;

    /// <summary>
    /// The fastest point among those that the user left open; ties go to fewer microbatches, then fewer cores.
    /// </summary>
    /// <param name="spec">The run.</param>
    /// <param name="phases">The threads that do the work.</param>
    public static OperatingPoint Fastest(DecodeSpec spec, ParallelPhases phases)
    {
        var candidates = Candidates(spec).ToList();
        if (candidates.Count == 1)
        {
            return candidates[0];
        }

        var deep = WithMoeLayers(spec, DeepMoeLayers);
        var routers = LayerRouters.Build(deep, phases);
        return candidates.MinBy(point => EstimateMs(spec, deep, probe => Start(probe, point)));

        EmbeddedDecode Start(DecodeSpec probe, OperatingPoint point)
        {
            var run = new DecodeRunSpec(probe, point);
            return new EmbeddedDecode(run, new CountsPayload(run, routers), phases);
        }
    }

    /// <summary>All points that the user left open.</summary>
    public static IEnumerable<OperatingPoint> Candidates(DecodeSpec spec)
    {
        var cores = spec.Machine.Die.MatrixCores;
        if (spec.Microbatches is null or 1)
        {
            yield return new OperatingPoint(1, cores);
        }

        if (spec.Microbatches is 2 || (spec.Microbatches is null && spec.RequestsPerDieMax > 1 && cores > 1))
        {
            for (var split = spec.AttentionCores ?? 1; split <= (spec.AttentionCores ?? (cores - 1)); split++)
            {
                yield return new OperatingPoint(2, split);
            }
        }
    }

    private static double EstimateMs(DecodeSpec spec, DecodeSpec deep, Func<DecodeSpec, EmbeddedDecode> start)
    {
        var shallow = WithMoeLayers(spec, ShallowMoeLayers);
        var deepMs = StepMs(start(deep));
        var between = deep.Model.Layers - shallow.Model.Layers;
        var layerMs = between == 0 ? 0 : (deepMs - StepMs(start(shallow))) / between;
        return deepMs + ((spec.Model.Layers - deep.Model.Layers) * layerMs);
    }

    private static double StepMs(EmbeddedDecode decode)
    {
        decode.RunStep();
        return (decode.Now - VirtualTime.Zero).TotalMilliseconds;
    }

    private static DecodeSpec WithMoeLayers(DecodeSpec spec, int moeLayers) => spec with
    {
        Model = spec.Model with { Layers = spec.Model.DenseLayers + Math.Min(moeLayers, spec.Model.MoeLayers) },
    };
}
