namespace CloudMatrix.Model;

/// <summary>A sub-plane of the scale-up network.</summary>
/// <param name="Index">0 to sub-planes − 1.</param>
public readonly record struct SubPlaneId(int Index)
{
    /// <summary>E.g. "plane-17".</summary>
    public override string ToString() => $"plane-{Index}";
}
