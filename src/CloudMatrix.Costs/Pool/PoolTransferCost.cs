using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>What it takes to move blocks between an NPU and the pooled memory of the CPUs.</summary>
/// <remarks>
/// <code>
/// over the scale-up network:   t = latency + bytes / bandwidth(die – CPU of another node, read or write)
/// over the front-end network:  t = bytes / line rate of the node
/// volumes to memory:           t = bytes / line rate of the node, since volumes hang on the front-end network
/// bucket to memory:            t = bytes / bandwidth of the bucket
/// </code>
/// For one die, undisturbed. Blocks come from CPUs all over the machine, in flight together: latency counts once, and
/// the die's port is the limit. A front-end card serves all dies of its node, whose shares are the caller's matter; its
/// latency is not stated, and small beside a block's time. Source: arXiv:2506.12708 table 1, §3.3, §4.4.
/// </remarks>
public static class PoolTransferCost
{
    /// <summary>Between a die and the pool.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="plane">The network that is used.</param>
    /// <param name="access">Whether the die writes or reads.</param>
    /// <param name="size">Bytes of all blocks.</param>
    /// <exception cref="ArgumentException">The network does not join dies and CPUs.</exception>
    public static VirtualDuration Time(MachineSpec machine, CachePlane plane, UbAccess access, Bytes size)
    {
        var path = PathOf(machine, plane, access);
        return path.Latency + path.Bandwidth.TimeFor(size);
    }

    /// <summary>From a node's volumes into its memory.</summary>
    public static VirtualDuration VolumeTime(MachineSpec machine, Bytes size)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return machine.FrontEnd.PerNode.TimeFor(size);
    }

    /// <summary>Bandwidth and latency between a die and the pool.</summary>
    /// <exception cref="ArgumentException">The network does not join dies and CPUs.</exception>
    public static PathSpec PathOf(MachineSpec machine, CachePlane plane, UbAccess access)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (plane == CachePlane.FrontEnd)
        {
            return new PathSpec(machine.FrontEnd.PerNode, VirtualDuration.Zero);
        }

        var pair = access == UbAccess.Read ? machine.ScaleUp.CpuRead : machine.ScaleUp.CpuWrite;
        return plane == CachePlane.ScaleUp && pair is not null
            ? pair.InterNode ?? pair.IntraNode
            : throw new ArgumentException($"{machine.Name} has no way from dies to CPUs on {plane}.", nameof(plane));
    }
}
