namespace CloudMatrix.Simulation;

/// <summary>A namespace of the pool: blocks of one are never found through another.</summary>
/// <param name="Index">Its place among the pool's namespaces, from 0.</param>
public readonly record struct NamespaceId(int Index)
{
    /// <summary>E.g. "namespace-1".</summary>
    public override string ToString() => $"namespace-{Index}";
}
