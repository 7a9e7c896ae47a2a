using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>What one silo hosts.</summary>
/// <param name="Silo">Its address.</param>
/// <param name="Nodes">Nodes whose devices live there, ascending.</param>
[GenerateSerializer, Immutable, Alias("silo-share")]
public sealed record SiloShare([property: Id(0)] string Silo, [property: Id(1)] ImmutableArray<NodeId> Nodes);
