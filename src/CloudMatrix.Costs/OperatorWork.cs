using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>What one kernel does: seconds its cores compute and bytes it moves to and from the die's memory.</summary>
/// <param name="ComputeSeconds">Seconds of computing on the cores it was given.</param>
/// <param name="MemoryBytes">Bytes read from and written to high-bandwidth memory.</param>
public readonly record struct OperatorWork(double ComputeSeconds, double MemoryBytes)
{
    /// <summary>
    /// The work of two parts fused into one kernel, which overlaps the computing of one with the memory of the other.
    /// </summary>
    public static OperatorWork operator +(OperatorWork left, OperatorWork right) =>
        new(left.ComputeSeconds + right.ComputeSeconds, left.MemoryBytes + right.MemoryBytes);

    /// <summary>Work that only moves bytes.</summary>
    public static OperatorWork Moving(double bytes) => new(0, bytes);

    /// <summary>The kernel's time from its launch to its end: a roofline and the cost of the launch.</summary>
    /// <remarks>
    /// <code>
    /// t = launch + max(compute, bytes / B)      B: memory bandwidth that operators reach
    /// </code>
    /// Source: docs/SOURCES.md, operatorLaunch and hbmAchieved.
    /// </remarks>
    public VirtualDuration TimeOn(MachineSpec machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.Operators.OperatorLaunch + Unlaunched(machine);
    }

    /// <summary>As <see cref="TimeOn"/>, for a part of a kernel that was launched already.</summary>
    public VirtualDuration Unlaunched(MachineSpec machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var seconds = Math.Max(ComputeSeconds, MemoryBytes / machine.Operators.HbmAchieved.Value);
        return VirtualDuration.RoundUpToPicoseconds(seconds * 1e12);
    }
}
