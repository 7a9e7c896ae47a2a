using System.Collections.Immutable;

namespace CloudMatrix.Simulation;

/// <summary>All parts of a service in this process, but for the scheduler.</summary>
internal sealed class ServingParts
{
    /// <summary>All parts, at rest.</summary>
    /// <param name="terms">What they work with.</param>
    /// <param name="times">What batches and iterations take.</param>
    /// <param name="news">Whether the scheduler is told of each iteration's tokens.</param>
    /// <param name="calls">Takes what the cache asks of its pool, with the answers; null: nobody wants to know.</param>
    public ServingParts(
        ServingTerms terms, IServingTimes times, TokenNews news = TokenNews.AtTheEnd, List<PoolCall>? calls = null)
    {
        var (prefill, decode) = (terms.Prefill(times.Prefill), terms.Decode(times.Decode, news));
        Cache = new CachePart(new CacheCore(terms.Cache), terms.Shape, new MemoryPool(terms.Spec.Pool), calls);
        Prefills = [.. terms.Instances.Where(part => part.Kind == PartKind.Prefill)
            .Select(part => new PrefillInstanceCore(part, prefill))];
        Decodes = [.. terms.Instances.Where(part => part.Kind == PartKind.Decode)
            .Select(part => new DecodeInstanceCore(part, decode))];
    }

    /// <summary>The context cache.</summary>
    public CachePart Cache { get; }

    /// <summary>Prefill instances.</summary>
    public ImmutableArray<PrefillInstanceCore> Prefills { get; }

    /// <summary>Decode instances.</summary>
    public ImmutableArray<DecodeInstanceCore> Decodes { get; }

    /// <summary>What they have done.</summary>
    public ServingTotals Totals => new(
        Prefills.Aggregate(default(PrefillTotals), (sum, core) => sum + core.Totals),
        Decodes.Aggregate(default(DecodeTotals), (sum, core) => sum + core.Totals),
        Cache.Totals,
        Cache.Pool);

    /// <summary>The part of a name.</summary>
    public IServingPart this[PartId id] => id.Kind switch
    {
        PartKind.Cache => Cache,
        PartKind.Prefill => Prefills[id.Index],
        PartKind.Decode => Decodes[id.Index],
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "Not one of these parts."),
    };
}
