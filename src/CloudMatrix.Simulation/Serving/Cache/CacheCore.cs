using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The context cache as prefill instances see it: finds prefixes, takes in new blocks once they have arrived, and knows
/// which blocks are being computed in between.
/// </summary>
/// <param name="terms">How it is used.</param>
internal sealed class CacheCore(CacheTerms terms) : IServingPart
{
    // Blocks that are being computed, and by how many prompts.
    private readonly Dictionary<KvBlockKey, int> _inFlight = [];
    private readonly HashSet<KvBlockKey> _inBatch = [];

    /// <summary>What prompts found.</summary>
    public CacheCounts Counts { get; private set; }

    /// <summary>Blocks that would have been hits, had they not been in flight.</summary>
    public long HitsLostInFlight { get; private set; }

    /// <summary>The pool.</summary>
    public MemoryPool Pool => terms.Pool;

    /// <inheritdoc/>
    public void Handle(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        switch (message)
        {
            case ToCache.Find find:
                outbox.Send(find.Instance, now, new ToPrefill.PrefixesFound(find.Batch, Find(find)));
                break;
            case ToCache.Store store when terms.Plane != CachePlane.None:
                var keys = terms.Keys.Of(store.Task.Attempt.Request);
                terms.Cache.Store(keys, store.Task.PromptTokens, store.Hit);
                Land(keys[store.Hit.Blocks..]);
                break;
            case ToCache.Abandon abandon when terms.Plane != CachePlane.None:
                Land(terms.Keys.Of(abandon.Task.Attempt.Request)[abandon.Hit.Blocks..]);
                break;
            case ToCache.LoseMemory lose:
                LoseMemory(lose.First, Math.Min(lose.End, terms.Pool.Cores.Count));
                break;
        }
    }

    private ImmutableArray<PrefixFind> Find(ToCache.Find find)
    {
        var found = ImmutableArray.CreateBuilder<PrefixFind>();
        var room = find.NewTokensMax;
        _inBatch.Clear();
        foreach (var task in find.Tasks)
        {
            var keys = terms.Plane == CachePlane.None ? [] : terms.Keys.Of(task.Attempt.Request);
            var held = terms.Cache.Find(keys);
            if (held < keys.Length && terms.Shared == SharedPrefixes.Wait && _inBatch.Contains(keys[held]))
            {
                continue;
            }

            var fresh = task.Tokens - terms.Cache.Shape.TokensOf(held, task.PromptTokens);
            if (room <= 0 || (found.Count > 0 && fresh > room && terms.Cutting == PromptCutting.Whole))
            {
                break;
            }

            found.Add(Load(task, keys));
            room -= fresh;
        }

        return found.ToImmutable();
    }

    private PrefixFind Load(PrefillTask task, ReadOnlySpan<KvBlockKey> keys)
    {
        var hit = keys.IsEmpty ? default : terms.Cache.Load(keys, task.PromptTokens);
        var fresh = keys[hit.Blocks..];
        var inFlight = 0;
        while (inFlight < fresh.Length && _inFlight.ContainsKey(fresh[inFlight]))
        {
            inFlight++;
        }

        foreach (var key in fresh)
        {
            _inFlight[key] = _inFlight.GetValueOrDefault(key) + 1;
            _inBatch.Add(key);
        }

        Counts = Counts.With(terms.Cache.Shape.BlocksOf(task.PromptTokens), task.PromptTokens, hit);
        HitsLostInFlight += inFlight;
        return new PrefixFind(task.Attempt, hit, inFlight);
    }

    private void Land(ReadOnlySpan<KvBlockKey> keys)
    {
        foreach (var key in keys)
        {
            var others = _inFlight[key] - 1;
            if (others == 0)
            {
                _inFlight.Remove(key);
            }
            else
            {
                _inFlight[key] = others;
            }
        }
    }

    private void LoseMemory(int first, int end)
    {
        for (var cpu = first; cpu < end; cpu++)
        {
            terms.Pool.Cores[cpu].LoseDram();
        }
    }
}
