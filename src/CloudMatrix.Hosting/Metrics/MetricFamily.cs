using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CloudMatrix.Hosting;

/// <summary>A metric with all its label sets.</summary>
/// <param name="name">As Prometheus knows it.</param>
/// <param name="kind">How its values add up.</param>
/// <param name="instrument">What it is measured by.</param>
internal sealed class MetricFamily(string name, MetricKind kind, Instrument instrument)
{
    /// <summary>Label sets beyond these are counted together, so that no caller can fill the memory.</summary>
    public const int SeriesMax = 2000;

    private const string Overflow = "overflow=\"true\"";

    // Where an instrument names no bounds: those of OpenTelemetry's default.
    private static readonly double[] DefaultBounds =
        [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly double[] _bounds = kind == MetricKind.Histogram ? BoundsOf(instrument) : [];

    /// <summary>As Prometheus knows it.</summary>
    public string Name => name;

    /// <summary>How its values add up.</summary>
    public MetricKind Kind => kind;

    /// <summary>What it means, for people.</summary>
    public string Help => instrument.Description ?? instrument.Name;

    /// <summary>Its label sets in ordinal order, each with what was measured.</summary>
    public IEnumerable<(string Labels, MetricSeries Series)> Series =>
        _series.OrderBy(series => series.Key, StringComparer.Ordinal).Select(series => (series.Key, series.Value));

    /// <summary>Forgets what an instrument that is asked said before: it says everything each time.</summary>
    public void Clear() => _series.Clear();

    /// <summary>Takes a measurement; a counter takes none that would lower it.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusLabels.Of(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            series = _series.GetOrAdd(_series.Count < SeriesMax ? labels : Overflow, _ => new MetricSeries(_bounds));
        }

        Take(series, value);
    }

    private void Take(MetricSeries series, double value)
    {
        if (kind == MetricKind.Histogram)
        {
            series.Observe(value);
        }
        else if (kind == MetricKind.Gauge && !IsSum(instrument))
        {
            series.Set(value);
        }
        else if (kind == MetricKind.Gauge || value > 0)
        {
            series.Add(value);
        }
    }

    // Instruments that tell changes, and not where they stand.
    private static bool IsSum(Instrument instrument) =>
        instrument.GetType().GetGenericTypeDefinition() == typeof(UpDownCounter<>);

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };
}
