namespace CloudMatrix.Simulation;

/// <summary>What a modelled failure takes away.</summary>
public enum FailureKind
{
    /// <summary>One NPU.</summary>
    Npu,

    /// <summary>A node: its NPUs, and the memory of its CPUs.</summary>
    Node,

    /// <summary>A sub-plane of the scale-up network; it does not come back.</summary>
    Plane,

    /// <summary>A prefill instance: its processes, not its NPUs.</summary>
    Prefill,

    /// <summary>A decode instance: its processes, not its NPUs.</summary>
    Decode,
}
