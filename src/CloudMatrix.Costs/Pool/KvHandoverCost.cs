using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>What it takes to hand a prompt's keys and values over from a prefill die to a decode die.</summary>
/// <remarks>
/// <code>
/// t = latency + bytes / bandwidth        over the scale-out network, one die's adapter at either end
/// </code>
/// A machine file that states no measured path gives the line rate and no latency. Source: arXiv:2506.12708 §4.3.3:
/// over the RDMA plane, each request's cache once.
/// </remarks>
public static class KvHandoverCost
{
    /// <summary>Bandwidth and latency from die to die.</summary>
    public static PathSpec PathOf(MachineSpec machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.ScaleOut.NpuWrite is { } pair
            ? pair.InterNode ?? pair.IntraNode
            : new PathSpec(machine.ScaleOut.PerDie, VirtualDuration.Zero);
    }

    /// <summary>The time in which all bytes pass either end's port.</summary>
    public static VirtualDuration PortTime(MachineSpec machine, Bytes size) => PathOf(machine).Bandwidth.TimeFor(size);
}
