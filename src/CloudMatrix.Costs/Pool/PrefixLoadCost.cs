using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>What it takes to bring cached prefixes to all dies of a prefill instance, and blocks to the pool.</summary>
/// <remarks>
/// <code>
/// fetch     every die its equal part, from the pool            latency + bytes / (dies · bandwidth of a die), or
///                                                              bytes / (nodes · line rate), over the front-end network
/// spread    every die the others' parts, from one another      latency + (1 − 1/dies) · bytes / bandwidth(die – die)
/// volumes   what memory does not hold, first                   bytes / (nodes of the machine · line rate)
/// store     every die its equal part                           as fetch, with the bandwidth of writing
/// </code>
/// Every die needs the whole prefix, since it has its own heads for all tokens. Blocks lie on CPUs and volumes of all
/// nodes. One after the other, and before the batch: our assumption (docs/SOURCES.md). Source of rates:
/// arXiv:2506.12708 table 1.
/// </remarks>
public static class PrefixLoadCost
{
    /// <summary>From the pool to all dies of the instance.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="plane">The network that is used.</param>
    /// <param name="dies">Dies of the instance, 1 or more.</param>
    /// <param name="size">Bytes of the prefixes.</param>
    public static VirtualDuration LoadTime(MachineSpec machine, CachePlane plane, int dies, Bytes size) =>
        size == Bytes.Zero
            ? VirtualDuration.Zero
            : PartTime(machine, plane, (dies, UbAccess.Read), size) + SpreadTime(machine, dies, size);

    /// <summary>From all dies of the instance to the pool.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="plane">The network that is used.</param>
    /// <param name="dies">Dies of the instance, 1 or more.</param>
    /// <param name="size">Bytes of the new blocks.</param>
    public static VirtualDuration StoreTime(MachineSpec machine, CachePlane plane, int dies, Bytes size) =>
        size == Bytes.Zero ? VirtualDuration.Zero : PartTime(machine, plane, (dies, UbAccess.Write), size);

    /// <summary>From the volumes of all nodes into memory.</summary>
    public static VirtualDuration VolumeTime(MachineSpec machine, Bytes size)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return PoolTransferCost.VolumeTime(machine, Part(size, machine.Nodes));
    }

    private static VirtualDuration PartTime(
        MachineSpec machine, CachePlane plane, (int Dies, UbAccess Access) by, Bytes size)
    {
        ArgumentNullException.ThrowIfNull(machine);

        // All dies of a node share its line to the front-end network.
        var lines = plane == CachePlane.FrontEnd
            ? (by.Dies + machine.DiesPerNode - 1) / machine.DiesPerNode
            : by.Dies;
        return PoolTransferCost.Time(machine, plane, by.Access, Part(size, lines));
    }

    // A die alone has nobody to read from.
    private static VirtualDuration SpreadTime(MachineSpec machine, int dies, Bytes size)
    {
        if (dies == 1)
        {
            return VirtualDuration.Zero;
        }

        var pair = machine.ScaleUp.NpuRead;
        var path = dies <= machine.DiesPerNode ? pair.IntraNode : pair.InterNode ?? pair.IntraNode;
        return path.Latency + path.Bandwidth.TimeFor(new Bytes(size.Count - Part(size, dies).Count));
    }

    private static Bytes Part(Bytes size, int parts) => new((size.Count + parts - 1) / parts);
}
