namespace CloudMatrix.Grains;

/// <summary>What the second holder of a decode's state gives to whoever goes on with it.</summary>
/// <param name="State">The state at the last step boundary.</param>
/// <param name="Spans">What the watched dies did in each step [steps].</param>
[GenerateSerializer, Immutable, Alias("standby-copy")]
internal sealed record StandbyCopy([property: Id(0)] StandbyState State, [property: Id(1)] byte[][] Spans);
