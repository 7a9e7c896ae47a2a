namespace CloudMatrix.Model;

/// <summary>A place for an expert on a die of an instance.</summary>
/// <param name="Index">0 to slots − 1; die by die.</param>
public readonly record struct SlotId(int Index)
{
    /// <summary>E.g. "slot-17".</summary>
    public override string ToString() => $"slot-{Index}";
}
