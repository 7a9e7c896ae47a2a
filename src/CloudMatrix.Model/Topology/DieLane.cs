namespace CloudMatrix.Model;

/// <summary>A die's link to its node's L1 chip of one sub-plane.</summary>
public sealed record DieLane(DieId Die, SubPlaneId Plane) : IFabricElement
{
    /// <summary>E.g. "link:die-34/plane-3".</summary>
    public override string ToString() => $"link:{Die}/{Plane}";
}
