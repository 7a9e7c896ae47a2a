namespace CloudMatrix.Grains;

/// <summary>
/// A time during which a decode instance stands on the same silos. When a host is lost its epoch ends, and what was in
/// its windows is never looked at again.
/// </summary>
/// <param name="Instance">The instance.</param>
/// <param name="Number">Greater than that of every epoch of the instance before.</param>
[GenerateSerializer, Immutable, Alias("epoch-id")]
internal readonly record struct EpochId([property: Id(0)] string Instance, [property: Id(1)] long Number);
