namespace CloudMatrix.Model;

/// <summary>What can send and receive on the supernode's networks.</summary>
public enum DeviceKind
{
    /// <summary>A die of an NPU.</summary>
    Die,

    /// <summary>A CPU.</summary>
    Cpu,
}
