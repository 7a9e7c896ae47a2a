namespace CloudMatrix.Model;

/// <summary>An NPU of the machine: one accelerator package.</summary>
/// <param name="Index">0 to NPUs − 1; node by node.</param>
public readonly record struct NpuId(int Index)
{
    /// <summary>E.g. "npu-17".</summary>
    public override string ToString() => $"npu-{Index}";
}
