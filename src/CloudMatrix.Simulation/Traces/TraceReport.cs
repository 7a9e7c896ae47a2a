using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CloudMatrix.Simulation;

/// <summary>What a trace asks of a service.</summary>
public sealed record TraceReport
{
    /// <summary>What its file looks like.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<TraceFormat>))]
    public required TraceFormat Format { get; init; }

    /// <summary>Requests.</summary>
    public required int Requests { get; init; }

    /// <summary>From the first arrival to the last, in seconds.</summary>
    public required double SpanSeconds { get; init; }

    /// <summary>Requests a second; null where all arrive at once.</summary>
    public required double? RequestsPerSecond { get; init; }

    /// <summary>Tokens of prompts.</summary>
    public required Quantiles InputTokens { get; init; }

    /// <summary>Generated tokens.</summary>
    public required Quantiles OutputTokens { get; init; }

    /// <summary>What prompts share; null where the trace names no blocks.</summary>
    public required TraceSharing? Sharing { get; init; }

    /// <summary>Lines that were skipped.</summary>
    public required ImmutableArray<string> SkippedLines { get; init; }

    /// <summary>The report of a trace.</summary>
    public static TraceReport Of(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var seconds = trace.Span.TotalSeconds;
        return new TraceReport
        {
            Format = trace.Format,
            Requests = trace.Requests.Length,
            SpanSeconds = seconds,
            RequestsPerSecond = seconds > 0 ? trace.Requests.Length / seconds : null,
            InputTokens = Quantiles.Of(trace.Requests.Select(request => request.InputTokens)),
            OutputTokens = Quantiles.Of(trace.Requests.Select(request => request.OutputTokens)),
            Sharing = TraceSharing.Of(trace),
            SkippedLines = trace.SkippedLines,
        };
    }
}
