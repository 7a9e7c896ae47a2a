using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// Replays a trace's prompts through the context cache, in the order of their arrival and without time: each loads the
/// longest prefix that is there, and stores the rest.
/// </summary>
public static class CacheReplay
{
    private const int BlockTokensMin = 16;
    private const int BlockTokensMax = 512;

    /// <summary>Replays it.</summary>
    /// <exception cref="ConfigurationException">All that is wrong with the options.</exception>
    public static CacheReport Run(CacheOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new Faults();
        Check(options, faults);
        faults.ThrowIfAny();
        var pool = new MemoryPool(PoolOf(options));
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

    /// <summary>The pool that the options ask for.</summary>
    internal static PoolSpec PoolOf(CacheOptions options) => new()
    {
        Cpus = options.Machine.Cpus,
        DramCapacity = DramOf(options),
        SsdCapacity = options.SsdCapacity,
        Namespaces = [new NamespaceSpec("context", options.Quota.Limit)],
    };

    private static Bytes? DramOf(CacheOptions options) =>
        options.DramCapacity is { } given ? given.Limit : options.Machine.Cpu?.DramCapacity * options.Machine.Cpus;

    /// <summary>Adds all that is wrong with the options.</summary>
    internal static void Check(CacheOptions options, Faults faults)
    {
        faults.RequireRange(
            "block-tokens", options.BlockTokens, (BlockTokensMin, BlockTokensMax), "tokens of a block");
        if (faults.NoneOf("block-tokens") && options.Trace.BlockTokens % options.BlockTokens is > 0)
        {
            faults.Add(
                "block-tokens",
                $"{options.BlockTokens} does not divide {options.Trace.BlockTokens}, "
                + "the tokens of the trace's blocks.");
        }

        if (options.Machine.Cpus == 0)
        {
            faults.Add("machine", $"{options.Machine.Name} has no CPU whose memory could be pooled.");
        }
        else if (options.Plane == CachePlane.ScaleUp && options.Machine.ScaleUp.CpuRead is null)
        {
            faults.Add(
                "cache-plane",
                $"{options.Machine.ScaleUp.Name} of {options.Machine.Name} does not reach CPUs; write vpc or none.");
        }
    }
}
