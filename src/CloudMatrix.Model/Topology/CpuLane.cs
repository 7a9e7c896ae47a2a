namespace CloudMatrix.Model;

/// <summary>A CPU's link to its node's L1 chip of one sub-plane.</summary>
public sealed record CpuLane(CpuId Cpu, SubPlaneId Plane) : IFabricElement
{
    /// <summary>E.g. "link:cpu-17/plane-3".</summary>
    public override string ToString() => $"link:{Cpu}/{Plane}";
}
