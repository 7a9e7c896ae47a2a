using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>A CPU as it is now.</summary>
/// <param name="Cpu">Which one.</param>
/// <param name="Node">The node that it stands in.</param>
/// <param name="Silo">The silo that hosts it.</param>
/// <param name="DramCapacity">Its memory; null where the machine file does not say.</param>
/// <param name="Dram">What its memory is used for; without a stated size there is no limit.</param>
/// <param name="Tally">What it has done with blocks.</param>
/// <param name="Blocks">Keys of the blocks that it holds, in order.</param>
[GenerateSerializer, Immutable, Alias("cpu-state")]
public sealed record CpuState(
    [property: Id(0)] CpuId Cpu,
    [property: Id(1)] NodeId Node,
    [property: Id(2)] string Silo,
    [property: Id(3)] Bytes? DramCapacity,
    [property: Id(4)] TierUse Dram,
    [property: Id(5)] CpuTally Tally,
    [property: Id(6)] ImmutableArray<KvBlockKey> Blocks);
