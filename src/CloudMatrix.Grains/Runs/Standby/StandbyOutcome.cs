namespace CloudMatrix.Grains;

/// <summary>What the second holder did with a state.</summary>
[GenerateSerializer, Alias("standby-outcome")]
internal enum StandbyOutcome
{
    /// <summary>It holds it.</summary>
    Held,

    /// <summary>It lacks earlier entries; send them all.</summary>
    LacksEntries,

    /// <summary>It knows of a later epoch: whoever sent this does not run it any more.</summary>
    Outdated,
}
