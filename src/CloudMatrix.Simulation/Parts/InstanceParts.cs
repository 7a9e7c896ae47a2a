using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>How an instance is divided among hosts: each runs some of its nodes, whole.</summary>
internal sealed class InstanceParts
{
    private readonly ImmutableArray<ImmutableArray<(int First, int End)>> _dies;
    private readonly ImmutableArray<ImmutableArray<(int First, int End)>> _slots;
    private readonly ImmutableArray<ImmutableArray<int>> _ranks;
    private readonly int _diesPerNpu;

    /// <summary>Divides an instance.</summary>
    /// <param name="spec">The instance.</param>
    /// <param name="partOfNode">The part that runs each of its nodes, from 0; no part is empty [nodes].</param>
    public InstanceParts(DecodeSpec spec, ImmutableArray<int> partOfNode)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(partOfNode.Length, spec.Nodes);
        Count = partOfNode.Max() + 1;
        _diesPerNpu = spec.Machine.DiesPerNpu;
        _dies = [.. Enumerable.Range(0, Count).Select(part => RunsOf(part, spec, partOfNode))];
        _slots = [.. _dies.Select(runs => SlotsOf(runs, spec.Slots))];
        _ranks = [.. _dies.Select(runs => Each(runs).ToImmutableArray())];
    }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    /// <summary>The dies of a part, as runs of those that follow one another: first and one past the last.</summary>
    public ImmutableArray<(int First, int End)> DiesOf(int part) => _dies[part];

    /// <summary>The expert slots of a part, as runs that match those of its dies.</summary>
    public ImmutableArray<(int First, int End)> SlotsOf(int part) => _slots[part];

    /// <summary>The ranks of a part, ascending.</summary>
    public ImmutableArray<int> RanksOf(int part) => _ranks[part];

    /// <summary>The NPUs of a part, ascending.</summary>
    public IEnumerable<int> NpusOf(int part) =>
        Each([.. _dies[part].Select(run => (run.First / _diesPerNpu, run.End / _diesPerNpu))]);

    private static IEnumerable<int> Each(ImmutableArray<(int First, int End)> runs) =>
        runs.SelectMany(run => Enumerable.Range(run.First, run.End - run.First));

    private static ImmutableArray<(int First, int End)> SlotsOf(
        ImmutableArray<(int First, int End)> dies, SlotMap slots) =>
        [.. dies.Select(run => slots.SlotsOf(run.First, run.End))];

    private static ImmutableArray<(int First, int End)> RunsOf(
        int part, DecodeSpec spec, ImmutableArray<int> partOfNode)
    {
        var runs = new List<(int First, int End)>();
        for (var node = 0; node < partOfNode.Length; node++)
        {
            if (partOfNode[node] != part)
            {
                continue;
            }

            var first = node * spec.Machine.DiesPerNode;
            var end = Math.Min(first + spec.Machine.DiesPerNode, spec.Dies);
            if (runs.Count > 0 && runs[^1].End == first)
            {
                runs[^1] = (runs[^1].First, end);
            }
            else
            {
                runs.Add((first, end));
            }
        }

        ArgumentOutOfRangeException.ThrowIfZero(runs.Count, nameof(part));
        return [.. runs];
    }
}
