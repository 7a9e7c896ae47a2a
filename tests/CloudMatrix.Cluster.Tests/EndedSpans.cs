using System.Diagnostics;
using CloudMatrix.Grains;

namespace CloudMatrix.Cluster.Tests;

/// <summary>The spans of the grains that end while somebody listens, in whatever test.</summary>
internal sealed class EndedSpans : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public EndedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GrainsTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (_lock)
                {
                    _ended.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Those with a tag, by the order in which they ended.</summary>
    public List<Activity> With(string tag, string value)
    {
        lock (_lock)
        {
            return [.. _ended.Where(span => value.Equals(span.GetTagItem(tag)))];
        }
    }

    public void Dispose() => _listener.Dispose();
}
