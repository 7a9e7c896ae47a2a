namespace CloudMatrix.Simulation;

/// <summary>What CPUs have done for a pool, and what they hold.</summary>
/// <param name="Tally">What they have done.</param>
/// <param name="Dram">Their memory.</param>
/// <param name="DramEvictions">Blocks that had to leave it.</param>
/// <param name="Ssd">Their volumes; null where they have none.</param>
/// <param name="SsdEvictions">Blocks that had to leave those.</param>
internal sealed record PoolTotals(CpuTally Tally, TierUse Dram, long DramEvictions, TierUse? Ssd, long SsdEvictions)
{
    /// <summary>Of one CPU.</summary>
    public static PoolTotals Of(CpuCore cpu) =>
        new(cpu.Tally, cpu.Dram, cpu.DramEvictions, cpu.Ssd, cpu.SsdEvictions);

    /// <summary>Both together.</summary>
    public static PoolTotals operator +(PoolTotals left, PoolTotals right) => new(
        left.Tally + right.Tally,
        left.Dram + right.Dram,
        left.DramEvictions + right.DramEvictions,
        left.Ssd is { } leftSsd && right.Ssd is { } rightSsd ? leftSsd + rightSsd : null,
        left.SsdEvictions + right.SsdEvictions);
}
