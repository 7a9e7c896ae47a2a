using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What all dies of an exchange share.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Fabric">What is down on its bus.</param>
/// <param name="Slots">Where expert slots live.</param>
/// <param name="Rows">Bytes of a row.</param>
/// <param name="Share">The cores of each die that dispatch and combine.</param>
internal sealed record ExchangeTerms(
    MachineSpec Machine, FabricHealth Fabric, SlotMap Slots, RowFormat Rows, DieShare Share)
{
    /// <summary>The launch of one operator.</summary>
    public VirtualDuration Launch => Machine.Operators.OperatorLaunch;
}
