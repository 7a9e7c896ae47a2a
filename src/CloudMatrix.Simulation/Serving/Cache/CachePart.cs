using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The context cache on a pool in this process.</summary>
/// <param name="core">What it knows beside the pool.</param>
/// <param name="shape">How prompts are cut.</param>
/// <param name="pool">The pool.</param>
/// <param name="calls">Takes what is asked of the pool, with the answers; null: nobody wants to know.</param>
internal sealed class CachePart(
    CacheCore core, ContextShape shape, MemoryPool pool, List<PoolCall>? calls = null) : IServingPart
{
    private readonly ContextCache _cache = new(pool, shape);

    /// <summary>What it knows beside the pool.</summary>
    public CacheCore Core => core;

    /// <summary>What prompts found.</summary>
    public CacheTotals Totals => core.Totals;

    /// <summary>What the CPUs have done and hold.</summary>
    public PoolTotals Pool => pool.Cores.Select(PoolTotals.Of).Aggregate((sum, cpu) => sum + cpu);

    /// <inheritdoc/>
    public void Handle(IServingMessage message, VirtualTime now, Outbox outbox)
    {
        foreach (var call in core.Steps(message, now, outbox))
        {
            Do(call);
            calls?.Add(call);
        }
    }

    /// <summary>Does what the core asks of the pool; prompts without keys have nothing to do with it.</summary>
    public void Do(PoolCall call)
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
