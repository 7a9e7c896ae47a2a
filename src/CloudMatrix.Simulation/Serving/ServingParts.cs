using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>Makes the parts of a service from its specification: one place for every engine.</summary>
internal sealed class ServingParts
{
    private readonly ServingSpec _spec;
    private readonly PrefillTerms _prefill;
    private readonly DecodeTerms _decode;

    /// <summary>All parts, at rest.</summary>
    /// <param name="spec">The service.</param>
    /// <param name="times">What batches and iterations take.</param>
    public ServingParts(ServingSpec spec, IServingTimes times)
    {
        _spec = spec;
        var options = spec.Options;
        var shape = ContextShape.Of(options.Model, options.BlockTokens);
        var ranks = new RankMapping(spec.Prefill.Dies, spec.Decode.Dies);
        var movement = new KvMovement(options.Machine, options.Plane, shape.BytesPerToken, ranks);
        _prefill = PrefillTermsOf(times, movement);
        _decode = DecodeTermsOf(times, movement);
        var keys = new TraceKeys(options.Trace, options.BlockTokens);
        Ledger = new RequestLedger([.. spec.Arrivals.Select(RecordOf)], options.Seed);
        Scheduler = new SchedulerCore(SchedulerTermsOf(keys, shape), Ledger);
        Cache = new CacheCore(CacheTermsOf(keys, shape));
        Prefills = [.. Enumerable.Range(0, options.Prefills)
            .Select(i => new PrefillInstanceCore(PartId.Prefill(i), _prefill))];
        Decodes = [.. Enumerable.Range(0, options.Decodes)
            .Select(i => new DecodeInstanceCore(PartId.Decode(i), _decode))];
    }

    /// <summary>What becomes of each request.</summary>
    public RequestLedger Ledger { get; }

    /// <summary>The global scheduler.</summary>
    public SchedulerCore Scheduler { get; }

    /// <summary>The context cache.</summary>
    public CacheCore Cache { get; }

    /// <summary>Prefill instances.</summary>
    public ImmutableArray<PrefillInstanceCore> Prefills { get; }

    /// <summary>Decode instances.</summary>
    public ImmutableArray<DecodeInstanceCore> Decodes { get; }

    /// <summary>The part of a name.</summary>
    public IServingPart this[PartId id] => id.Kind switch
    {
        PartKind.Scheduler => Scheduler,
        PartKind.Cache => Cache,
        PartKind.Prefill => Prefills[id.Index],
        _ => Decodes[id.Index],
    };

    private RequestRecord RecordOf(VirtualTime arrivesAt, int request) => new()
    {
        Request = request,
        ArrivedAt = arrivesAt,
        InputTokens = _spec.Options.Trace.Requests[request].InputTokens,

        // The first token comes with the prompt, whether it is asked for or not.
        OutputTokens = Math.Max(1, _spec.Options.Trace.Requests[request].OutputTokens),
    };

    private PrefillTerms PrefillTermsOf(IServingTimes times, KvMovement movement) => new()
    {
        NewTokensMax = _spec.Options.BatchTokens * _spec.Prefill.Npus,
        KvBlocks = PrefillHbmAccount.KvBlocks(_spec.Prefill),
        Order = _spec.Options.Order == PromptOrderKind.ShortestFirst ? new ShortestFirst() : new FirstComeFirstServed(),
        Cutting = _spec.Options.Cutting,
        Times = times.Prefill,
        Movement = movement,
    };

    private DecodeTerms DecodeTermsOf(IServingTimes times, KvMovement movement) => new()
    {
        RequestsPerDie = _spec.Decode.RequestsPerDieMax,
        KvBlocks = [.. Enumerable.Range(0, _spec.Decode.Dies).Select(die => HbmAccount.KvBlocks(_spec.Decode, die))],
        MtpLayers = _spec.Decode.MtpLayers,
        Acceptance = _spec.Decode.Acceptance,
        Times = times.Decode,
        Movement = movement,
        Seed = _spec.Options.Seed,
    };

    private CacheTerms CacheTermsOf(TraceKeys keys, ContextShape shape)
    {
        var pool = new MemoryPool(_spec.Pool);
        return new CacheTerms
        {
            Keys = keys,
            Pool = pool,
            Cache = new ContextCache(pool, shape),
            Plane = _spec.Options.Plane,
            Cutting = _spec.Options.Cutting,
            Shared = _spec.Options.Router == RouterKind.CacheAware
                ? SharedPrefixes.Wait
                : SharedPrefixes.ComputeTwice,
        };
    }

    private SchedulerTerms SchedulerTermsOf(TraceKeys keys, ContextShape shape) => new()
    {
        Prefills = _spec.Options.Prefills,
        Decodes = _spec.Options.Decodes,
        DecodeDies = _spec.Decode.Dies,
        Router = _spec.Options.Router switch
        {
            RouterKind.RoundRobin => new RoundRobin(),
            RouterKind.CacheAware => new CacheAware(keys, shape),
            _ => new LeastLoaded(),
        },
        ContextMax = _spec.Options.Model.MaxContext,
        PrefillTokensMax = _prefill.KvBlocks * HbmBlocks.Tokens,
        DecodeTokensMax = _decode.KvBlocks.Max() * HbmBlocks.Tokens,
        Failures = FailurePlan.Of(_spec),
    };
}
