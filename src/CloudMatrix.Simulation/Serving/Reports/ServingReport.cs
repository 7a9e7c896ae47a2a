using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>
/// What serving a trace found: the same bytes for the same specification, on any engine and any number of processors.
/// </summary>
public sealed record ServingReport
{
    /// <summary>The machine's name.</summary>
    public required string MachineName { get; init; }

    /// <summary>The model's name.</summary>
    public required string ModelName { get; init; }

    /// <summary>What the trace's file looks like.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<TraceFormat>))]
    public required TraceFormat TraceFormat { get; init; }

    /// <summary>How many times faster than in the trace requests arrived.</summary>
    public required double Speed { get; init; }

    /// <summary>The seed of every random number.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where times come from.</summary>
    public required Fidelity Fidelity { get; init; }

    /// <summary>Which prefill instance computed a prompt.</summary>
    public required RouterKind Router { get; init; }

    /// <summary>Which of the prompts that waited was computed first.</summary>
    public required PromptOrderKind Order { get; init; }

    /// <summary>Whether prompts were cut.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<PromptCutting>))]
    public required PromptCutting Cutting { get; init; }

    /// <summary>The network between NPUs and the pool.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<CachePlane>))]
    public required CachePlane CachePlane { get; init; }

    /// <summary>What was lost during the run.</summary>
    public required ImmutableArray<string> Failures { get; init; }

    /// <summary>What was down from the start.</summary>
    public required IReadOnlyList<string> Down { get; init; }

    /// <summary>NPUs of all instances; where these change their roles, NPUs that they may stand on.</summary>
    public required int Npus { get; init; }

    /// <summary>How instances changed their roles, in order; none where the service is not elastic.</summary>
    public required ImmutableArray<RoleChange> RoleChanges { get; init; }

    /// <summary>Requests that arrived.</summary>
    public required int Offered { get; init; }

    /// <summary>Requests whose text is complete.</summary>
    public required int Completed { get; init; }

    /// <summary>Requests that were refused.</summary>
    public required int Refused { get; init; }

    /// <summary>Why, and how many; what did not occur is left out.</summary>
    public required ImmutableSortedDictionary<string, int> RefusedBy { get; init; }

    /// <summary>Attempts begun after something was lost.</summary>
    public required int Retries { get; init; }

    /// <summary>From the first arrival to the last end, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Completed requests a second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Generated tokens a second.</summary>
    public required double OutputTokensPerSecond { get; init; }

    /// <summary>Prompt tokens and generated tokens a second and NPU, cached ones included.</summary>
    public required double TokensPerSecondPerNpu { get; init; }

    /// <summary>What the service costs: hours of all its NPUs for a million generated tokens.</summary>
    public required double? NpuHoursPerMillionOutputTokens { get; init; }

    /// <summary>Time to the first token of requests that have one, in milliseconds.</summary>
    public required Latencies? TtftMs { get; init; }

    /// <summary>Mean time of a token after the first, of completed requests that have such, in milliseconds.</summary>
    public required Latencies? TpotMs { get; init; }

    /// <summary>Time to the last token of completed requests, in milliseconds.</summary>
    public required Latencies? EndToEndMs { get; init; }

    /// <summary>Requests served as promised.</summary>
    public required Goodput Goodput { get; init; }

    /// <summary>Prefill instances.</summary>
    public required RoleUse Prefill { get; init; }

    /// <summary>Share of the prefill instances' time in which they loaded prefixes, 0 to 1.</summary>
    public required double PrefillLoading { get; init; }

    /// <summary>Decode instances.</summary>
    public required RoleUse Decode { get; init; }

    /// <summary>The context cache.</summary>
    public required CacheUse Cache { get; init; }

    /// <summary>Bytes that moved, by network.</summary>
    public required PlaneBytes BytesPerPlane { get; init; }

    /// <summary>Lines of the trace that were skipped.</summary>
    public required ImmutableArray<string> SkippedLines { get; init; }
}
