namespace CloudMatrix.Model;

/// <summary>A second-level switch chip: one of those that join the nodes in one sub-plane.</summary>
/// <param name="Plane">The sub-plane.</param>
/// <param name="Index">0 to L2 chips of a sub-plane − 1.</param>
public sealed record L2Chip(SubPlaneId Plane, int Index) : IFabricElement
{
    /// <summary>E.g. "chip:l2/plane-3/7".</summary>
    public override string ToString() => $"chip:l2/{Plane}/{Index}";
}
