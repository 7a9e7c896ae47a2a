using System.Diagnostics.Metrics;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What services of this silo measure: requests when they end, how things stand when someone asks.</summary>
internal sealed class ServingMeter
{
    private const string Token = "{token}";
    private const string RequestUnit = "{request}";

    private static readonly ServiceLife[] Ends = [ServiceLife.Done, ServiceLife.Closed, ServiceLife.Failed];

    private static readonly InstrumentAdvice<double> FirstTokenBounds = new()
    {
        HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 300],
    };

    private static readonly InstrumentAdvice<double> TokenBounds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1],
    };

    private readonly Counter<long> _runs;
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _tokens;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<double> _token;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _computed;

    public ServingMeter(IMeterFactory meters, ServiceBoard board)
    {
        var meter = meters.Create(GrainsTelemetry.Name);
        Board = board;
        _runs = meter.CreateCounter<long>(
            "cloudmatrix.serving.runs", "{run}", "Runs that are over, by how they ended.");
        _restarts = meter.CreateCounter<long>(
            "cloudmatrix.serving.restarts", "{restart}", "Runs begun again because a host was lost.");
        _ended = meter.CreateCounter<long>(
            "cloudmatrix.serving.requests.ended", RequestUnit, "Requests that have ended, by what became of them.");
        _tokens = meter.CreateCounter<long>(
            "cloudmatrix.serving.tokens", Token, "Tokens of ended requests: of prompts, cached ones, generated ones.");
        _firstToken = meter.CreateHistogram(
            "cloudmatrix.serving.ttft.modelled", "s", "Virtual time to the first token.", tags: null, FirstTokenBounds);
        _token = meter.CreateHistogram(
            "cloudmatrix.serving.tpot.modelled", "s", "Mean virtual time of a later token.", tags: null, TokenBounds);
        _batches = meter.CreateCounter<long>(
            "cloudmatrix.serving.batches", "{batch}", "Prefill batches, and decode iterations.");
        _computed = meter.CreateCounter<long>(
            "cloudmatrix.serving.computed", Token, "Prompt tokens computed, and tokens generated, lost ones too.");
        ServingGauges.AddTo(meter, board);
    }

    /// <summary>Where services and their instances are shown.</summary>
    public ServiceBoard Board { get; }

    /// <summary>A service's run begins here, or goes on. What counts rare things is there from now on, at zero: whoever
    /// watches a counter grow does not see one that begins with 1.</summary>
    public void Begin(string service)
    {
        var tag = TagOf(service);
        _restarts.Add(0, tag);
        foreach (var end in Ends)
        {
            _runs.Add(0, tag, OutcomeOf(end));
        }

        foreach (var outcome in Enum.GetValues<ServedAs>().Where(outcome => outcome != ServedAs.Pending))
        {
            _ended.Add(0, tag, OutcomeOf(outcome));
        }
    }

    /// <summary>A service's run was begun again.</summary>
    public void Restart(string service) => _restarts.Add(1, TagOf(service));

    /// <summary>A service's run is over.</summary>
    /// <param name="service">The service.</param>
    /// <param name="life">How it ended.</param>
    public void End(string service, ServiceLife life) => _runs.Add(1, TagOf(service), OutcomeOf(life));

    /// <summary>A request has ended.</summary>
    public void End(string service, RequestRecord request)
    {
        if (!_ended.Enabled)
        {
            return;
        }

        var tag = TagOf(service);
        _ended.Add(1, tag, OutcomeOf(request.Outcome));
        _tokens.Add(request.InputTokens, tag, new("kind", "prompt"));
        _tokens.Add(request.CachedTokens, tag, new("kind", "cached"));
        _tokens.Add(request.Told, tag, new("kind", "generated"));
        if (request.Ttft is { } ttft)
        {
            _firstToken.Record(ttft.TotalSeconds, tag);
        }

        if (request.Tpot is { } tpot)
        {
            _token.Record(tpot.TotalSeconds, tag);
        }
    }

    /// <summary>An instance has come further.</summary>
    /// <param name="before">How it stood; null where it has just begun.</param>
    /// <param name="after">How it stands.</param>
    public void Show(ServingInstanceFacts? before, ServingInstanceFacts after)
    {
        Board.Show(after);
        if (after.Batches > (before?.Batches ?? 0) || after.Tokens > (before?.Tokens ?? 0))
        {
            var (tag, part) = (TagOf(after.Service), new KeyValuePair<string, object?>(
                GrainsTelemetry.Part, after.Part.ToString()));
            _batches.Add(after.Batches - (before?.Batches ?? 0), tag, part);
            _computed.Add(after.Tokens - (before?.Tokens ?? 0), tag, part);
        }
    }

    /// <summary>What became of a request, as labels and tags say it.</summary>
    public static string NameOf(ServedAs outcome) => outcome switch
    {
        ServedAs.Completed => "completed",
        ServedAs.Cancelled => "cancelled",
        ServedAs.ContextTooLong => "context_too_long",
        ServedAs.PrefillMemory => "prefill_memory",
        ServedAs.DecodeMemory => "decode_memory",
        ServedAs.NoInstance => "no_instance",
        _ => "pending",
    };

    private static KeyValuePair<string, object?> OutcomeOf(ServiceLife life) =>
        new("outcome", life.ToString().ToLowerInvariant());

    private static KeyValuePair<string, object?> OutcomeOf(ServedAs outcome) => new("outcome", NameOf(outcome));

    private static KeyValuePair<string, object?> TagOf(string service) => new(GrainsTelemetry.Service, service);
}
