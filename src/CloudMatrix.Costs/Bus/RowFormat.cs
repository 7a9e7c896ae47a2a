using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>Bytes that one row takes on the wire.</summary>
/// <param name="Dispatch">
/// An INT8 row and its scale block: 7 KiB + 512 B for a hidden size of 7,168 on CloudMatrix384.
/// </param>
/// <param name="Combine">A BF16 row: 14 KiB for a hidden size of 7,168.</param>
/// <remarks>Source: arXiv:2506.12708 §4.2.1.</remarks>
public readonly record struct RowFormat(Bytes Dispatch, Bytes Combine)
{
    /// <summary>The rows of a model on a machine.</summary>
    /// <param name="hiddenSize">Elements of a row.</param>
    /// <param name="machine">Gives the size of the scale block.</param>
    public static RowFormat Of(int hiddenSize, MachineSpec machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return new RowFormat(
            new Bytes(hiddenSize) + machine.ExpertParallel.ScaleBlock,
            new Bytes(hiddenSize * (long)NumberFormat.Bf16.ByteCount()));
    }
}
