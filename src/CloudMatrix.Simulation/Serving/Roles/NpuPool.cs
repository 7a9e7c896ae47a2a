using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The NPUs that a service may use: each is free, has one instance on it, or is lost for good.</summary>
/// <param name="limit">How many there are.</param>
/// <param name="seed">The run's seed, for reports of what is broken.</param>
internal sealed class NpuPool(int limit, ulong seed)
{
    private readonly SortedSet<int> _free = [.. Enumerable.Range(0, limit)];
    private readonly HashSet<int> _lost = [];

    /// <summary>NPUs that no instance stands on and one could.</summary>
    public int Free => _free.Count;

    /// <summary>NPUs that instances stand on.</summary>
    public int Used { get; private set; }

    /// <summary>Takes the first free NPUs.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="InvariantViolationException">There are not so many.</exception>
    public ImmutableArray<int> Take(int count)
    {
        if (count > _free.Count)
        {
            throw new InvariantViolationException(new InvariantViolation(
                "NpusAreNeverOvercommitted",
                VirtualTime.Zero,
                "the service",
                $"at most {_free.Count} free NPUs",
                $"{count}",
                seed));
        }

        ImmutableArray<int> taken = [.. _free.Take(count)];
        _free.ExceptWith(taken);
        Used += count;
        return taken;
    }

    /// <summary>Gives NPUs back; those that are lost stay so.</summary>
    public void Give(ImmutableArray<int> npus)
    {
        Used -= npus.Length;
        _free.UnionWith(npus.Where(npu => !_lost.Contains(npu)));
    }

    /// <summary>NPUs are lost for good, whoever stands on them.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="end">The one after the last.</param>
    public void Lose(int first, int end)
    {
        for (var npu = first; npu < end; npu++)
        {
            _lost.Add(npu);
            _free.Remove(npu);
        }
    }
}
