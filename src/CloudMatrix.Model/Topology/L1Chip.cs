namespace CloudMatrix.Model;

/// <summary>A first-level switch chip: the one that joins a node's devices in one sub-plane.</summary>
public sealed record L1Chip(NodeId Node, SubPlaneId Plane) : IFabricElement
{
    /// <summary>E.g. "chip:l1/node-4/plane-3".</summary>
    public override string ToString() => $"chip:l1/{Node}/{Plane}";
}
