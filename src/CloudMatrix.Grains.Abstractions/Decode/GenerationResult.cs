using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>Texts that were generated, and what generating them took the cluster.</summary>
/// <param name="Report">The same bytes as from the embedded engine.</param>
/// <param name="Wall">Real time of all steps, with replays, without start.</param>
/// <param name="Silos">Silos that ran the last step.</param>
[GenerateSerializer, Immutable, Alias("generation-result")]
public sealed record GenerationResult(
    [property: Id(0)] GenerationReport Report, [property: Id(1)] TimeSpan Wall, [property: Id(2)] int Silos);
