using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What modelled failures take away from a service, which stands on the machine's first NPUs: those beyond are
/// spares.
/// </summary>
/// <remarks>
/// An instance that loses an NPU stands still until a spare has loaded the model in its place: expert parallelism
/// needs all its dies. Where no spare is left it never comes back. One whose processes end comes back on the NPUs
/// that it had.
/// </remarks>
internal sealed class FailurePlan
{
    private readonly ServingSpec _spec;
    private readonly VirtualDuration? _start;
    private int _spares;
    private int _planesLost;

    private FailurePlan(ServingSpec spec)
    {
        _spec = spec;
        _start = InstanceStart.TimeOf(spec.Options.Machine, spec.Options.Model);
        _spares = spec.Options.Machine.Npus - spec.Npus;
    }

    /// <summary>What each failure of a run takes away, in the order of the specification.</summary>
    public static ImmutableArray<FailureEffect> Of(ServingSpec spec)
    {
        var plan = new FailurePlan(spec);
        var effects = new FailureEffect[spec.Failures.Length];

        // Spares go to whoever fails first; those that fail at the same instant are none.
        var inOrder = Enumerable.Range(0, effects.Length)
            .OrderBy(i => spec.Failures[i].At)
            .ThenByDescending(i => spec.Failures[i].Index);
        foreach (var i in inOrder)
        {
            effects[i] = plan.EffectOf(spec.Failures[i]);
        }

        return [.. effects];
    }

    private FailureEffect EffectOf(ModelledFailure failure)
    {
        var npusPerNode = _spec.Options.Machine.NpusPerNode;
        var cpusPerNode = _spec.Options.Machine.CpusPerNode;
        return failure.Kind switch
        {
            FailureKind.Npu => OfNpus(failure.At, failure.Index, failure.Index + 1),
            FailureKind.Node => OfNpus(failure.At, failure.Index * npusPerNode, (failure.Index + 1) * npusPerNode) with
            {
                Cpus = (failure.Index * cpusPerNode, (failure.Index + 1) * cpusPerNode),
            },
            FailureKind.Plane => new(failure.At, null) { Fabric = ++_planesLost },
            FailureKind.Prefill => new(failure.At, _start) { Instance = PartId.Prefill(failure.Index) },
            _ => new(failure.At, _start) { Instance = PartId.Decode(failure.Index) },
        };
    }

    private FailureEffect OfNpus(VirtualTime at, int first, int end)
    {
        var lost = Math.Max(0, Math.Min(end, _spec.Npus) - first);
        var isReplaced = lost <= _spares;
        _spares = Math.Max(0, _spares - (isReplaced ? end - first : end - first - lost));
        return new FailureEffect(at, isReplaced ? _start : null) { Npus = (first, end) };
    }
}
