namespace CloudMatrix.Grains.Abstractions;

/// <summary>Where a service is in its life.</summary>
[GenerateSerializer, Alias("service-life")]
public enum ServiceLife
{
    /// <summary>Nothing was asked of it since it came to be.</summary>
    None,

    /// <summary>It replays a trace.</summary>
    Replaying,

    /// <summary>It is open for requests.</summary>
    Open,

    /// <summary>The trace is served; there is a report.</summary>
    Done,

    /// <summary>It was closed by its owner.</summary>
    Closed,

    /// <summary>It could not go on; the status says why.</summary>
    Failed,
}
