using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>A decode that someone wants run.</summary>
/// <param name="Options">What to run. What is down in the supernode is down here too.</param>
/// <param name="Watched">Dies whose timeline is recorded, none of them twice.</param>
/// <param name="Generation">
/// Texts of a real model that it generates, whose instance is then that of these options; null for a run that prices.
/// </param>
[GenerateSerializer, Immutable, Alias("decode-order")]
public sealed record DecodeOrder(
    [property: Id(0)] DecodeOptions Options,
    [property: Id(1)] ImmutableArray<RankId> Watched,
    [property: Id(2)] GenerationOptions? Generation = null)
{
    /// <summary>Texts of a real model. Every silo reads the checkpoint from the same folder of its own.</summary>
    public static DecodeOrder Of(GenerationOptions generation)
    {
        ArgumentNullException.ThrowIfNull(generation);
        return new DecodeOrder(generation.Decode, [], generation);
    }
}
