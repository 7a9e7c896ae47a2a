using CloudMatrix.Model;

namespace CloudMatrix.Grains.Abstractions;

/// <summary>An instance of a service.</summary>
/// <param name="Name">Its name in the service, e.g. "prefill-3".</param>
/// <param name="Silo">The silo that it lives on.</param>
/// <param name="Busy">Virtual time in which it worked.</param>
/// <param name="Batches">Prefill batches, or decode iterations.</param>
/// <param name="Tokens">Prompt tokens computed, or tokens generated.</param>
/// <param name="KvBlocksUsed">KV blocks in use, over all dies that have their own.</param>
/// <param name="KvBlocks">KV blocks that fit.</param>
[GenerateSerializer, Immutable, Alias("serving-instance-state")]
public sealed record ServingInstanceState(
    [property: Id(0)] string Name,
    [property: Id(1)] string Silo,
    [property: Id(2)] VirtualDuration Busy,
    [property: Id(3)] long Batches,
    [property: Id(4)] long Tokens,
    [property: Id(5)] long KvBlocksUsed,
    [property: Id(6)] long KvBlocks);
