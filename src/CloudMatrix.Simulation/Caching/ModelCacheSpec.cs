using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How a pool caches models.</summary>
/// <param name="BlockSize">Bytes of a block; the last of a model may be smaller.</param>
/// <param name="Capacity">Memory that models may take together; null where nothing limits it.</param>
/// <param name="Namespace">Where their blocks live.</param>
public sealed record ModelCacheSpec(Bytes BlockSize, Bytes? Capacity, NamespaceId Namespace = default);
