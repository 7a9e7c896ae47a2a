namespace CloudMatrix.Model;

/// <summary>A CPU socket of the machine; node by node.</summary>
/// <param name="Index">0 to CPUs − 1.</param>
public readonly record struct CpuId(int Index)
{
    /// <summary>E.g. "cpu-17".</summary>
    public override string ToString() => $"cpu-{Index}";
}
