using System.Collections.Immutable;
using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>What the parts of a service work with: made from its specification here, for every engine.</summary>
/// <param name="spec">The service.</param>
internal sealed class ServingTerms(ServingSpec spec)
{
    private readonly ContextShape _shape = ContextShape.Of(spec.Options.Model, spec.Options.BlockTokens);

    /// <summary>The service.</summary>
    public ServingSpec Spec => spec;

    /// <summary>How prompts are cut in the pool.</summary>
    public ContextShape Shape => _shape;

    /// <summary>All instances that there may ever be, in order; those beyond the first ones lie dormant.</summary>
    public ImmutableArray<PartId> Instances =>
    [
        .. Enumerable.Range(0, spec.PrefillsMax).Select(PartId.Prefill),
        .. Enumerable.Range(0, spec.DecodesMax).Select(PartId.Decode),
    ];

    /// <summary>The context cache's.</summary>
    public CacheTerms Cache => new(
        _shape,
        spec.Options.Cutting,
        spec.Options.Router == RouterKind.CacheAware ? SharedPrefixes.Wait : SharedPrefixes.ComputeTwice);

    private KvMovement Movement => new(
        spec.Options.Machine,
        spec.Options.Plane,
        _shape.BytesPerToken,
        new RankMapping(spec.Prefill.Dies, spec.Decode.Dies));

    private ImmutableArray<long> DecodeBlocks =>
        [.. Enumerable.Range(0, spec.Decode.Dies).Select(die => HbmAccount.KvBlocks(spec.Decode, die))];

    /// <summary>A prefill instance's.</summary>
    /// <param name="times">What batches take, by the state of the network.</param>
    public PrefillTerms Prefill(ImmutableArray<IPrefillTimes> times) => new()
    {
        NewTokensMax = spec.Options.BatchTokens * spec.Prefill.Npus,
        KvBlocks = PrefillHbmAccount.KvBlocks(spec.Prefill),
        Order = spec.Options.Order == PromptOrderKind.ShortestFirst ? new ShortestFirst() : new FirstComeFirstServed(),
        Cutting = spec.Options.Cutting,
        Times = times,
        Movement = Movement,
    };

    /// <summary>A decode instance's.</summary>
    /// <param name="times">What iterations take, by the state of the network.</param>
    /// <param name="news">Whether the scheduler is told of each iteration's tokens.</param>
    public DecodeTerms Decode(ImmutableArray<IDecodeTimes> times, TokenNews news = TokenNews.AtTheEnd) => new()
    {
        News = news,
        RequestsPerDie = spec.Decode.RequestsPerDieMax,
        KvBlocks = DecodeBlocks,
        MtpLayers = spec.Decode.MtpLayers,
        Acceptance = spec.Decode.Acceptance,
        Times = times,
        Movement = Movement,
        Seed = spec.Options.Seed,
    };

    /// <summary>The scheduler's.</summary>
    /// <param name="keysOf">The keys of a request's prompt; not asked where there is no cache.</param>
    public SchedulerTerms Scheduler(Func<int, ImmutableArray<KvBlockKey>> keysOf) => new()
    {
        Prefills = new RoleTerms(spec.Options.Prefills, spec.PrefillsMax, spec.Prefill.Npus),
        Decodes = new RoleTerms(spec.Options.Decodes, spec.DecodesMax, spec.Decode.Npus),
        NpusMax = spec.Npus,
        Roles = spec.Options.Elastic is { } elastic ? PolicyOf(elastic) : null,
        StartTime = InstanceStart.TimeOf(spec.Options.Machine, spec.Options.Model),
        DiesPerNpu = spec.Options.Machine.DiesPerNpu,
        DecodeDies = spec.Decode.Dies,
        Router = spec.Options.Router switch
        {
            RouterKind.RoundRobin => new RoundRobin(),
            RouterKind.CacheAware => new CacheAware(_shape),
            _ => new LeastLoaded(),
        },
        KeysOf = spec.Options.Plane == CachePlane.None ? _ => [] : keysOf,
        ContextMax = spec.Options.Model.MaxContext,
        PrefillTokensMax = PrefillHbmAccount.KvBlocks(spec.Prefill) * HbmBlocks.Tokens,
        DecodeTokensMax = DecodeBlocks.Max() * HbmBlocks.Tokens,
        Failures = FailurePlan.Of(spec),
        Seed = spec.Options.Seed,
    };

    private RolePolicy PolicyOf(ElasticOptions elastic) => new()
    {
        Promise = elastic.Promise,
        PrefillNpus = spec.Prefill.Npus,
        DecodeNpus = spec.Decode.Npus,
        DecodePlaces = spec.Decode.RequestsPerDieMax * spec.Decode.Dies,
    };
}
