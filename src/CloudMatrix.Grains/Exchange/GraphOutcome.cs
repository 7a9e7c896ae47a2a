namespace CloudMatrix.Grains;

/// <summary>Whether a part of an instance did its graph.</summary>
[GenerateSerializer, Alias("graph-outcome")]
internal enum GraphOutcome
{
    /// <summary>It did.</summary>
    Ended,

    /// <summary>Its epoch ended first: the step is run again in another.</summary>
    Aborted,

    /// <summary>Something that must always hold did not.</summary>
    Broken,
}
