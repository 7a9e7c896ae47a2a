namespace CloudMatrix.Model;

/// <summary>A whole sub-plane: all its chips and links.</summary>
public sealed record SubPlane(SubPlaneId Id) : IFabricElement
{
    /// <summary>E.g. "plane:3".</summary>
    public override string ToString() => $"plane:{Id.Index}";
}
