namespace CloudMatrix.Model;

/// <summary>A network that dies reach one another by.</summary>
public enum NetworkPlane
{
    /// <summary>The memory-semantic network of the node or supernode, e.g. UB or NVLink.</summary>
    ScaleUp,

    /// <summary>The network between nodes or supernodes, e.g. RDMA.</summary>
    ScaleOut,
}
