using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How a die's cores are split between its two streams.</summary>
/// <param name="Attention">Stream 0: projections and attention.</param>
/// <param name="Experts">Stream 1: gate, dispatch, experts, combine.</param>
internal sealed record StreamShares(DieShare Attention, DieShare Experts)
{
    /// <summary>
    /// The split of an operating point. With one microbatch nothing overlaps, so each stream has the whole die when its
    /// turn comes.
    /// </summary>
    public static StreamShares Of(MachineSpec machine, OperatingPoint point) => point.Microbatches == 1
        ? new StreamShares(DieShare.Whole(machine), DieShare.Whole(machine))
        : new StreamShares(
            DieShare.Of(machine, point.AttentionCores),
            DieShare.Of(machine, machine.Die.MatrixCores - point.AttentionCores));
}
