using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>A namespace as the pool's controller knows it.</summary>
/// <param name="Name">What people call it, e.g. "context".</param>
/// <param name="Quota">Memory that its blocks may take in each tier; null where it may take all.</param>
public sealed record NamespaceSpec(string Name, Bytes? Quota);
