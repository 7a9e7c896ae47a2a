using CloudMatrix.Simulation;

namespace CloudMatrix.Benchmarks;

/// <summary>The plainest cache: so many blocks, the least recently used goes first.</summary>
internal sealed class PlainLru(int capacity)
{
    private readonly Dictionary<KvBlockKey, LinkedListNode<KvBlockKey>> _blocks = [];
    private readonly LinkedList<KvBlockKey> _newestFirst = [];

    /// <summary>Finds a prompt's longest prefix, and keeps all of the prompt.</summary>
    public int Serve(ReadOnlySpan<KvBlockKey> prompt)
    {
        var hits = 0;
        while (hits < prompt.Length && _blocks.ContainsKey(prompt[hits]))
        {
            hits++;
        }

        for (var block = prompt.Length - 1; block >= 0; block--)
        {
            Keep(prompt[block]);
        }

        return hits;
    }

    private void Keep(KvBlockKey key)
    {
        if (_blocks.TryGetValue(key, out var node))
        {
            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return;
        }

        if (_blocks.Count == capacity)
        {
            _blocks.Remove(_newestFirst.Last!.Value);
            _newestFirst.RemoveLast();
        }

        _blocks.Add(key, _newestFirst.AddFirst(key));
    }
}
