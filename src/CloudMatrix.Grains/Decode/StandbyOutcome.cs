namespace CloudMatrix.Grains;

/// <summary>What the second holder did with a state.</summary>
[GenerateSerializer, Alias("standby-outcome")]
internal enum StandbyOutcome
{
    /// <summary>It holds it.</summary>
    Held,

    /// <summary>It lacks spans of earlier steps; send them all.</summary>
    LacksSpans,

    /// <summary>It knows of a later epoch: whoever sent this is not the instance any more.</summary>
    Outdated,
}
