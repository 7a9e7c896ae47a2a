using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>A decode that someone wants run.</summary>
/// <param name="Options">What to run. What is down in the supernode is down here too.</param>
/// <param name="Watched">Dies whose timeline is recorded, none of them twice.</param>
[GenerateSerializer, Immutable, Alias("decode-order")]
public sealed record DecodeOrder(
    [property: Id(0)] DecodeOptions Options, [property: Id(1)] ImmutableArray<RankId> Watched);
