namespace CloudMatrix.Model;

/// <summary>A compute rack of the machine.</summary>
/// <param name="Index">0 to compute racks − 1.</param>
public readonly record struct RackId(int Index)
{
    /// <summary>E.g. "rack-17".</summary>
    public override string ToString() => $"rack-{Index}";
}
