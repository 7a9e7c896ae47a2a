namespace CloudMatrix.Grains;

/// <summary>What the second holder of a run's state gives to whoever goes on with it.</summary>
/// <param name="State">The last state.</param>
/// <param name="Entries">What the run has noted one after another, and never changes [entries].</param>
[GenerateSerializer, Immutable, Alias("standby-copy")]
internal sealed record StandbyCopy([property: Id(0)] IStandbyState State, [property: Id(1)] byte[][] Entries);
