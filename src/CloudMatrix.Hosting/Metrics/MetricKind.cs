namespace CloudMatrix.Hosting;

/// <summary>How the values of a metric add up over time.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Values counted by size.</summary>
    Histogram,
}
