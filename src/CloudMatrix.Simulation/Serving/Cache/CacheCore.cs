using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The context cache as prefill instances see it: finds prefixes, takes in new blocks once they have arrived, and knows
/// which blocks are being computed in between.
/// </summary>
/// <param name="terms">How it is used.</param>
internal sealed class CacheCore(CacheTerms terms)
{
    // Blocks that are being computed, and by how many prompts.
    private readonly Dictionary<KvBlockKey, int> _inFlight = [];
    private readonly HashSet<KvBlockKey> _inBatch = [];

    /// <summary>What prompts found.</summary>
    public CacheTotals Totals { get; private set; }

    /// <summary>Takes a message, step by step: whoever drives it does what each step asks of the pool.</summary>
    /// <param name="message">What it says.</param>
    /// <param name="now">When it arrived.</param>
    /// <param name="outbox">Takes what is sent because of it, when the last step is done.</param>
    public IEnumerable<PoolCall> Steps(IServingMessage message, VirtualTime now, Outbox outbox) => message switch
    {
        ToCache.Find find => Find(find, now, outbox),
        ToCache.Store store => Store(store),
        ToCache.Abandon abandon => Abandon(abandon),
        ToCache.LoseMemory lose =>
            [new PoolCall(PoolCallKind.LoseMemory, default) { Cpus = (lose.First, lose.End) }],
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "Not for the cache."),
    };

    private IEnumerable<PoolCall> Find(ToCache.Find find, VirtualTime now, Outbox outbox)
    {
        var found = ImmutableArray.CreateBuilder<PrefixFind>();
        var room = find.NewTokensMax;
        _inBatch.Clear();
        foreach (var task in find.Tasks)
        {
            var finding = new PoolCall(PoolCallKind.Find, task.Prompt);
            yield return finding;
            if (Waits(task.Prompt, finding.Held))
            {
                continue;
            }

            var fresh = task.Tokens - terms.Shape.TokensOf(finding.Held, task.Prompt.Tokens);
            if (room <= 0 || (found.Count > 0 && fresh > room && terms.Cutting == PromptCutting.Whole))
            {
                break;
            }

            var loading = new PoolCall(PoolCallKind.Load, task.Prompt) { Held = finding.Held };
            yield return loading;
            found.Add(Begin(task, loading.Hit));
            room -= fresh;
        }

        outbox.Send(find.Instance, now, new ToPrefill.PrefixesFound(find.Batch, found.ToImmutable()));
    }

    private IEnumerable<PoolCall> Store(ToCache.Store store)
    {
        yield return new PoolCall(PoolCallKind.Store, store.Prompt) { Hit = store.Hit };
        Land(store.Prompt, store.Hit);
    }

    private PoolCall[] Abandon(ToCache.Abandon abandon)
    {
        Land(abandon.Prompt, abandon.Hit);
        return [];
    }

    private bool Waits(Prompt prompt, int held) =>
        held < prompt.Keys.Length && terms.Shared == SharedPrefixes.Wait && _inBatch.Contains(prompt.Keys[held]);

    private PrefixFind Begin(PrefillTask task, PrefixHit hit)
    {
        var fresh = task.Prompt.Keys.AsSpan()[hit.Blocks..];
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

        var tokens = task.Prompt.Tokens;
        Totals = new CacheTotals(
            Totals.Prompts.With(terms.Shape.BlocksOf(tokens), tokens, hit), Totals.HitsLostInFlight + inFlight);
        return new PrefixFind(task.Attempt, hit, inFlight);
    }

    private void Land(Prompt prompt, PrefixHit hit)
    {
        foreach (var key in prompt.Keys.AsSpan()[hit.Blocks..])
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
}
