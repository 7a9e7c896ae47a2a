namespace CloudMatrix.Hosting;

/// <summary>What was measured with one set of labels.</summary>
/// <param name="bounds">Upper bounds of a histogram's buckets, ascending; none for other metrics.</param>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _value;

    /// <summary>Adds to the value.</summary>
    public void Add(double value)
    {
        lock (_lock)
        {
            _value += value;
        }
    }

    /// <summary>Replaces the value.</summary>
    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }

    /// <summary>Adds one value to the bucket that it falls into.</summary>
    public void Observe(double value)
    {
        var bucket = bounds.AsSpan().BinarySearch(value);
        lock (_lock)
        {
            _counts[bucket < 0 ? ~bucket : bucket]++;
            _value += value;
        }
    }

    /// <summary>The value, or the sum of a histogram's.</summary>
    public double Read()
    {
        lock (_lock)
        {
            return _value;
        }
    }

    /// <summary>
    /// Of a histogram: how many values were at most each bound, infinity last; and their sum, of the same moment.
    /// </summary>
    public (IReadOnlyList<(double Bound, long Count)> Buckets, double Sum) ReadHistogram()
    {
        lock (_lock)
        {
            var below = 0L;
            var buckets = _counts.Select((count, bucket) =>
                (bucket < bounds.Length ? bounds[bucket] : double.PositiveInfinity, below += count)).ToList();
            return (buckets, _value);
        }
    }
}
