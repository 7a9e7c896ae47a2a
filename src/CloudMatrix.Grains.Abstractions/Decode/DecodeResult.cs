using System.Collections.Immutable;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What a decode found, and what it took the cluster.</summary>
/// <param name="Report">The same bytes as from the embedded engine.</param>
/// <param name="Timeline">What the watched dies did, die by die.</param>
/// <param name="Wall">Real time of all steps, with replays, without start and warm-up.</param>
/// <param name="Silos">Silos that ran the last step.</param>
/// <param name="AllocatedBytesPerStep">Bytes that a step allocated where the instance lives, the median.</param>
[GenerateSerializer, Immutable, Alias("decode-result")]
public sealed record DecodeResult(
    [property: Id(0)] DecodeReport Report,
    [property: Id(1)] ImmutableArray<TimelineSpan> Timeline,
    [property: Id(2)] TimeSpan Wall,
    [property: Id(3)] int Silos,
    [property: Id(4)] long AllocatedBytesPerStep);
