namespace CloudMatrix.Model;

/// <summary>The link from a node's L1 chip to one L2 chip of the same sub-plane.</summary>
/// <param name="Node">The node.</param>
/// <param name="Plane">The sub-plane.</param>
/// <param name="L2Index">The L2 chip's index in its sub-plane.</param>
public sealed record Uplink(NodeId Node, SubPlaneId Plane, int L2Index) : IFabricElement
{
    /// <summary>E.g. "link:node-4/plane-3/l2-7".</summary>
    public override string ToString() => $"link:{Node}/{Plane}/l2-{L2Index}";
}
