namespace CloudMatrix.Model;

/// <summary>A node of the machine: NPUs and CPUs on one board.</summary>
/// <param name="Index">0 to nodes − 1.</param>
public readonly record struct NodeId(int Index)
{
    /// <summary>E.g. "node-17".</summary>
    public override string ToString() => $"node-{Index}";
}
