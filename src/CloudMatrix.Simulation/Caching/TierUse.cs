using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What a tier's memory is used for; together that is all of it.</summary>
/// <param name="Blocks">Blocks that it holds.</param>
/// <param name="Used">Bytes of these blocks.</param>
/// <param name="Rounding">Bytes lost within the pages and slots that they take.</param>
/// <param name="FreeSlots">Free bytes in pages that are cut for one granularity.</param>
/// <param name="FreePages">Bytes of free pages; null where nothing limits the tier.</param>
/// <param name="Total">Bytes of all pages; null where nothing limits the tier.</param>
public readonly record struct TierUse(
    long Blocks, Bytes Used, Bytes Rounding, Bytes FreeSlots, Bytes? FreePages, Bytes? Total)
{
    /// <summary>Both together; the tiers of two CPUs have limits, or neither has.</summary>
    public static TierUse operator +(TierUse left, TierUse right) => new(
        left.Blocks + right.Blocks,
        left.Used + right.Used,
        left.Rounding + right.Rounding,
        left.FreeSlots + right.FreeSlots,
        left.FreePages + right.FreePages,
        left.Total + right.Total);
}
