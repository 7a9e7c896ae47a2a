namespace CloudMatrix.Grains;

/// <summary>What became of opening an epoch on a silo.</summary>
/// <param name="IsOpen">Whether the epoch can begin here.</param>
/// <param name="Latest">
/// The number of the latest epoch of the instance that the silo knows of, or 0: an earlier run of its name can have
/// come further, and who knew of that run can be lost.
/// </param>
[GenerateSerializer, Immutable, Alias("epoch-opening")]
internal sealed record EpochOpening([property: Id(0)] bool IsOpen, [property: Id(1)] long Latest);
