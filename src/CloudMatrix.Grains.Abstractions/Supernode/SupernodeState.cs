using System.Collections.Immutable;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>The supernode as it is now.</summary>
/// <param name="Machine">The machine's name.</param>
/// <param name="SpecHash">Of the machine's specification; silos with another one do not join.</param>
/// <param name="Version">Of the program that the silos run.</param>
/// <param name="Nodes">Nodes of the machine.</param>
/// <param name="Npus">NPUs of the machine.</param>
/// <param name="Cpus">CPUs of the machine.</param>
/// <param name="Down">Names of what is down on its scale-up network.</param>
/// <param name="Silos">Who hosts it.</param>
[GenerateSerializer, Immutable, Alias("supernode-state")]
public sealed record SupernodeState(
    [property: Id(0)] string Machine,
    [property: Id(1)] string SpecHash,
    [property: Id(2)] string Version,
    [property: Id(3)] int Nodes,
    [property: Id(4)] int Npus,
    [property: Id(5)] int Cpus,
    [property: Id(6)] ImmutableArray<string> Down,
    [property: Id(7)] ImmutableArray<SiloShare> Silos);
