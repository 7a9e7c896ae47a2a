using System.Globalization;
using System.Text;

namespace CloudMatrix.Hosting;

/// <summary>Writes metrics in Prometheus' text format.</summary>
/// <remarks>Source: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.</remarks>
internal static class PrometheusText
{
    /// <summary>What the answer is called.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The text of all metrics, in UTF-8; one that was never measured has no lines.</summary>
    public static byte[] Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            var series = family.Series.ToList();
            if (series.Count == 0)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Name} {Escape(family.Help)}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Name} {TypeOf(family.Kind)}\n");
            foreach (var (labels, values) in series)
            {
                Write(text, family, labels, values);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, MetricFamily family, string labels, MetricSeries series)
    {
        if (family.Kind != MetricKind.Histogram)
        {
            WriteLine(text, family.Name, labels, series.Read());
            return;
        }

        var (buckets, sum) = series.ReadHistogram();
        foreach (var (bound, count) in buckets)
        {
            var bucket = $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{Format(bound)}\"";
            WriteLine(text, $"{family.Name}_bucket", bucket, count);
        }

        WriteLine(text, $"{family.Name}_sum", labels, sum);
        WriteLine(text, $"{family.Name}_count", labels, buckets[^1].Count);
    }

    private static void WriteLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(Format(value)).Append('\n');
    }

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Gauge => "gauge",
        _ => "histogram",
    };

    private static string Format(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Escape(string help) => help
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
