using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The context cache on a pool in this process.</summary>
/// <param name="terms">How it is used.</param>
/// <param name="pool">The pool.</param>
internal sealed class CachePart(CacheTerms terms, MemoryPool pool) : IServingPart
{
    private readonly CacheCore _core = new(terms);
    private readonly ContextCache _cache = new(pool, terms.Shape);

    /// <summary>What prompts found.</summary>
    public CacheTotals Totals => _core.Totals;

    /// <summary>What the CPUs have done and hold.</summary>
    public PoolTotals Pool => pool.Cores.Select(PoolTotals.Of).Aggregate((sum, cpu) => sum + cpu);

    /// <inheritdoc/>
    public void Handle(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        foreach (var call in _core.Steps(message, now, outbox))
        {
            Do(call);
        }
    }

    // Prompts without keys have nothing to do with the pool.
    private void Do(PoolCall call)
    {
        var (tokens, keys) = call.Prompt;
        switch (call.Kind)
        {
            case PoolCallKind.LoseMemory:
                for (var cpu = call.Cpus.First; cpu < Math.Min(call.Cpus.End, pool.Cores.Count); cpu++)
                {
                    pool.Cores[cpu].LoseDram();
                }

                break;
            case PoolCallKind.Find:
                call.Held = _cache.Find(keys.AsSpan());
                break;
            case PoolCallKind.Load when !keys.IsEmpty:
                call.Hit = _cache.Load(keys.AsSpan(), tokens);
                break;
            case PoolCallKind.Store when !keys.IsEmpty:
                _cache.Store(keys.AsSpan(), tokens, call.Hit);
                break;
        }
    }
}
