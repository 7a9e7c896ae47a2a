using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>Prompts that wait for an instance, in the order of its policy.</summary>
/// <param name="order">The policy.</param>
internal sealed class PromptQueue(IPromptOrder order)
{
    private readonly SortedDictionary<(long Rank, int Request), PrefillTask> _waiting = [];
    private readonly Dictionary<Attempt, (long Rank, int Request)> _places = [];

    /// <summary>Prompts that wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>The prompts, first to last.</summary>
    public IEnumerable<PrefillTask> Tasks => _waiting.Values;

    /// <summary>One more waits.</summary>
    public void Add(PrefillTask task)
    {
        var place = (order.RankOf(task), task.Attempt.Request);
        _waiting.Add(place, task);
        _places.Add(task.Attempt, place);
    }

    /// <summary>One does not wait any more.</summary>
    /// <returns>The prompt; null where it did not wait.</returns>
    public PrefillTask? Take(Attempt attempt) =>
        _places.Remove(attempt, out var place) && _waiting.Remove(place, out var task) ? task : null;

    /// <summary>The first prompts, as many as there are blocks for; none of them leaves the queue.</summary>
    /// <param name="blocks">Free KV blocks.</param>
    public ImmutableArray<PrefillTask> First(long blocks)
    {
        var first = ImmutableArray.CreateBuilder<PrefillTask>();
        foreach (var task in _waiting.Values)
        {
            blocks -= HbmBlocks.Of(task.Tokens);
            if (blocks < 0)
            {
                break;
            }

            first.Add(task);
        }

        return first.ToImmutable();
    }

    /// <summary>Nobody waits any more.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _places.Clear();
    }
}
