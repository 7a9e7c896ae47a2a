namespace CloudMatrix.Model;

/// <summary>A die of the machine; NPU by NPU.</summary>
/// <param name="Index">0 to dies − 1 over the whole machine.</param>
public readonly record struct DieId(int Index)
{
    /// <summary>E.g. "die-17".</summary>
    public override string ToString() => $"die-{Index}";
}
