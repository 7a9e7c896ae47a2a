using System.Diagnostics.Metrics;

namespace CloudMatrix.Hosting;

/// <summary>What Prometheus calls an instrument: letters, digits, underscores, then the unit, then "total".</summary>
/// <remarks>Source: OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility".</remarks>
internal static class PrometheusName
{
    private const string Total = "_total";

    /// <summary>E.g. "cloudmatrix.decode.sent" in "By", a counter: "cloudmatrix_decode_sent_bytes_total".</summary>
    public static string Of(Instrument instrument, MetricKind kind)
    {
        var name = Clean(instrument.Name);
        var unit = UnitOf(instrument.Unit, kind);
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
        {
            name = $"{name}_{unit}";
        }

        return kind == MetricKind.Counter && !name.EndsWith(Total, StringComparison.Ordinal) ? name + Total : name;
    }

    /// <summary>A text as part of a name.</summary>
    public static string Clean(string text)
    {
        var clean = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return clean.Length > 0 && char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    // What is counted stands in braces and is no part of the name.
    private static string UnitOf(string? unit, MetricKind kind) => unit switch
    {
        null or "" => "",
        "1" => kind == MetricKind.Gauge ? "ratio" : "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "By" => "bytes",
        "%" => "percent",
        _ when unit.StartsWith('{') => "",
        _ => Clean(unit),
    };
}
