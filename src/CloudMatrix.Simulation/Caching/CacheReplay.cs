using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Replays a trace's prompts through the context cache, in the order of their arrival and without time: each loads the
/// longest prefix that is there, and stores the rest.
/// </summary>
public static class CacheReplay
{
    /// <summary>Replays it.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static CacheReport Run(CacheOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        PoolChecks.CheckPool(options.Machine, options.Plane, options.BlockTokens, faults);
        PoolChecks.CheckTrace(options.Trace, options.BlockTokens, faults);
        faults.ThrowIfAny();
        var pool = new MemoryPool(
            PoolSpec.Of(options.Machine, options.DramCapacity, options.SsdCapacity, options.Quota));
        var cache = new ContextCache(pool, ContextShape.Of(options.Model, options.BlockTokens));
        return CacheReport.Of(options, pool, cache.Shape, Replay(options, cache));
    }

    private static CacheCounts Replay(CacheOptions options, ContextCache cache)
    {
        var keys = new TraceKeys(options.Trace, options.BlockTokens);
        var counts = default(CacheCounts);
        for (var request = 0; request < options.Trace.Requests.Length; request++)
        {
            var tokens = options.Trace.Requests[request].InputTokens;
            var found = default(PrefixHit);
            if (options.Plane != CachePlane.None)
            {
                var prompt = keys.Of(request);
                found = cache.Load(prompt, tokens);
                cache.Store(prompt, tokens, found);
            }

            counts = counts.With(cache.Shape.BlocksOf(tokens), tokens, found);
        }

        return counts;
    }
}
