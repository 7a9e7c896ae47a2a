using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// What modelled failures take away from a service: instances stand side by side from the machine's first NPU on,
/// prefill before decode; NPUs beyond them are spares.
/// </summary>
/// <remarks>
/// An instance that loses an NPU stands still until a spare has loaded the model in its place: expert parallelism needs
/// all its dies. Where no spare is left it never comes back. One whose processes end comes back on the NPUs that it
/// had.
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
            FailureKind.Prefill => new(failure.At, _start) { Prefills = [PartId.Prefill(failure.Index)] },
            _ => new(failure.At, _start)
            {
                Decodes = [(PartId.Decode(failure.Index), new RankId(0), new RankId(_spec.Decode.Dies))],
            },
        };
    }

    private FailureEffect OfNpus(VirtualTime at, int first, int end)
    {
        var (prefills, decodes) = (_spec.Options.Prefills, _spec.Options.Decodes);
        var firstDecode = prefills * _spec.Prefill.Npus;
        var diesPerNpu = _spec.Options.Machine.DiesPerNpu;
        var hitPrefills = Enumerable.Range(0, prefills)
            .Where(i => Overlap((first, end), i * _spec.Prefill.Npus, _spec.Prefill.Npus).End > 0)
            .Select(PartId.Prefill);
        var hitDecodes = Enumerable.Range(0, decodes)
            .Select(i => (Part: PartId.Decode(i), Npus: Overlap(
                (first, end), firstDecode + (i * _spec.Decode.Npus), _spec.Decode.Npus)))
            .Where(hit => hit.Npus.End > 0)
            .Select(hit => (
                hit.Part, new RankId(hit.Npus.First * diesPerNpu), new RankId(hit.Npus.End * diesPerNpu)));
        var used = Overlap((first, end), 0, _spec.Npus);
        var lost = used.End - used.First;
        var isReplaced = lost <= _spares;
        _spares = Math.Max(0, _spares - (isReplaced ? end - first : end - first - lost));
        return new FailureEffect(at, isReplaced ? _start : null)
        {
            Prefills = [.. hitPrefills],
            Decodes = [.. hitDecodes],
        };
    }

    // What of a range of NPUs is an instance's, counted from its first; ends at 0 where nothing is.
    private static (int First, int End) Overlap((int First, int End) range, int start, int count)
    {
        var (from, to) = (Math.Max(range.First - start, 0), Math.Min(range.End - start, count));
        return from < to ? (from, to) : (0, 0);
    }
}
