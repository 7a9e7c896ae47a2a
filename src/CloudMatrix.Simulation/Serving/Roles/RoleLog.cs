using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Which instances there were, and when: what reports of elastic services are written from.</summary>
internal sealed class RoleLog
{
    private readonly List<(VirtualTime At, PartId Instance, RoleStep Step, int Npus)> _steps = [];

    /// <summary>The changes, in order.</summary>
    public IEnumerable<RoleChange> Changes => _steps.Select(step => new RoleChange(
        (step.At - VirtualTime.Zero).TotalSeconds, step.Instance.ToString(), step.Step, step.Npus));

    /// <summary>NPUs that instances stand on now.</summary>
    public int NpusInUse { get; private set; }

    /// <summary>Instances were there from the start.</summary>
    /// <param name="npusInUse">NPUs that they stand on.</param>
    public void Open(int npusInUse) => NpusInUse = npusInUse;

    /// <summary>Something becomes of an instance.</summary>
    /// <param name="at">When.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="step">What.</param>
    /// <param name="npusInUse">NPUs that instances stand on afterwards.</param>
    public void Add(VirtualTime at, PartId instance, RoleStep step, int npusInUse)
    {
        NpusInUse = npusInUse;
        _steps.Add((at, instance, step, npusInUse));
    }

    /// <summary>Instances of a role at the end: those that serve, or end what they have.</summary>
    /// <param name="kind">The role.</param>
    /// <param name="first">Instances at the start.</param>
    public int InstancesAtEnd(PartKind kind, int first) =>
        first + StepsOf(kind, first, RoleStep.Serves).Sum(step => step.By);

    /// <summary>Instance seconds of a role, from the first arrival to an end.</summary>
    /// <param name="role">The role, and its instances at the start.</param>
    /// <param name="from">The step with which an instance begins to count.</param>
    /// <param name="end">The end, in seconds.</param>
    public double Seconds((PartKind Kind, int First) role, RoleStep from, double end) =>
        (role.First * end) + StepsOf(role.Kind, role.First, from)
            .Sum(step => step.By * Math.Max(0, end - (step.At - VirtualTime.Zero).TotalSeconds));

    // Whoever is lost while it loads ends without ever having served.
    private IEnumerable<(VirtualTime At, int By)> StepsOf(PartKind kind, int first, RoleStep from)
    {
        var counted = Enumerable.Range(0, first).Select(index => new PartId(kind, index)).ToHashSet();
        foreach (var (at, instance, step, _) in _steps.Where(step => step.Instance.Kind == kind))
        {
            if (step == from && counted.Add(instance))
            {
                yield return (at, 1);
            }
            else if (step == RoleStep.Ends && counted.Remove(instance))
            {
                yield return (at, -1);
            }
        }
    }
}
