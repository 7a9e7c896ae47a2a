using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>A network as it is now.</summary>
/// <param name="Plane">Which one.</param>
/// <param name="Name">What people call it, e.g. "UB".</param>
/// <param name="Down">Names of what is down, in ordinal order.</param>
/// <param name="Ports">Ports that anything passed, dies first.</param>
[GenerateSerializer, Immutable, Alias("ub-plane-state")]
public sealed record UbPlaneState(
    [property: Id(0)] NetworkPlane Plane,
    [property: Id(1)] string Name,
    [property: Id(2)] ImmutableArray<string> Down,
    [property: Id(3)] ImmutableArray<PortState> Ports);
