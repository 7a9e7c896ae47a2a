using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>What an operator runs on: some cores of one die of a machine, and the die's memory.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Cores">The cores of the die that the operator may use.</param>
public sealed record DieShare(MachineSpec Machine, CoreShare Cores)
{
    /// <summary>All cores of a die.</summary>
    public static DieShare Whole(MachineSpec machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return new DieShare(machine, new CoreShare(machine.Die.MatrixCores, machine.Die.VectorCores));
    }

    /// <summary>
    /// The share that <paramref name="matrixCores"/> bring, with vector cores in the die's own proportion.
    /// </summary>
    /// <param name="machine">The machine.</param>
    /// <param name="matrixCores">1 to the die's matrix cores.</param>
    public static DieShare Of(MachineSpec machine, int matrixCores)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfLessThan(matrixCores, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(matrixCores, machine.Die.MatrixCores);
        var vectorCores = Math.Max(1, matrixCores * machine.Die.VectorCores / machine.Die.MatrixCores);
        return new DieShare(machine, new CoreShare(matrixCores, vectorCores));
    }

    /// <summary>Peak operations per second of one matrix core.</summary>
    /// <param name="format">The operands' format; 32-bit floats run at half the bfloat16 rate.</param>
    public double PeakOfOneMatrixCore(NumberFormat format) => PeakOfDie(format) / Machine.Die.MatrixCores;

    private double PeakOfDie(NumberFormat format) => format switch
    {
        NumberFormat.I8 => Machine.Die.Int8Peak.Value,
        NumberFormat.Bf16 => Machine.Die.Bf16Peak.Value,
        _ => Machine.Die.Bf16Peak.Value / 2,
    };
}
