using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What one CPU gives to the pool.</summary>
/// <param name="Dram">Its memory.</param>
/// <param name="Ssd">Its persistent volumes (EVS), which everything is written to; null where it has none.</param>
public sealed record CpuMemorySpec(TierSpec Dram, TierSpec? Ssd)
{
    /// <summary>Memory alone, of one namespace.</summary>
    /// <param name="dram">Null where nothing limits it.</param>
    public static CpuMemorySpec DramAlone(Bytes? dram) => new(TierSpec.Of(dram), null);
}
