using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>What one message between two devices takes on the scale-up network.</summary>
/// <remarks>
/// <code>
/// t = latency(path) + bytes / (bandwidth(path) · min(share of one end, share of the other))
/// </code>
/// A path is a pair of kinds (die–die, die–CPU), an access (read, write) and whether it leaves the node. The share is
/// what is up of a port. CPU to CPU is not measured; it is priced as die to CPU. What else passes the ports is not in
/// it: messages are small, and the rows of dispatch and combine are priced where they are exchanged.
/// Source: arXiv:2506.12708 table 1.
/// </remarks>
public static class UbMessageCost
{
    /// <summary>From the first byte that leaves, or the question, to the last byte that arrives.</summary>
    /// <param name="fabric">The network and what is down of it.</param>
    /// <param name="ends">The device that writes or reads, and the one whose memory it is.</param>
    /// <param name="access">Write or read.</param>
    /// <param name="size">Bytes that cross the network.</param>
    /// <exception cref="ArgumentException">One of them has no port, or there is no way between them.</exception>
    public static VirtualDuration Time(
        FabricHealth fabric, (DeviceId Source, DeviceId Target) ends, UbAccess access, Bytes size)
    {
        ArgumentNullException.ThrowIfNull(fabric);
        var topology = fabric.Topology;
        var isLocal = topology.NodeOf(ends.Source) == topology.NodeOf(ends.Target);
        var pair = PairOf(topology.Machine.ScaleUp, ends, access);
        var path = isLocal ? pair?.IntraNode : pair?.InterNode;
        var share = Math.Min(ShareOf(fabric, ends.Source, isLocal), ShareOf(fabric, ends.Target, isLocal));
        if (path is not { } measured || share <= 0)
        {
            throw new ArgumentException(
                $"There is no way from {ends.Source} to {ends.Target} on {topology.Machine.ScaleUp.Name}.",
                nameof(ends));
        }

        var seconds = size.Count / (measured.Bandwidth.Value * share);
        return measured.Latency + VirtualDuration.RoundUpToPicoseconds(seconds * 1e12);
    }

    private static PathPairSpec? PairOf(ScaleUpSpec network, (DeviceId Source, DeviceId Target) ends, UbAccess access)
    {
        var isOfDies = ends.Source.Kind == DeviceKind.Die && ends.Target.Kind == DeviceKind.Die;
        return access == UbAccess.Read
            ? isOfDies ? network.NpuRead : network.CpuRead
            : isOfDies ? network.NpuWrite : network.CpuWrite;
    }

    private static double ShareOf(FabricHealth fabric, DeviceId device, bool isLocal) => (device.Kind, isLocal) switch
    {
        (DeviceKind.Die, true) => fabric.IntraNodeShare(new DieId(device.Index)).Value,
        (DeviceKind.Die, false) => fabric.InterNodeShare(new DieId(device.Index)).Value,
        (_, true) => fabric.IntraNodeShare(new CpuId(device.Index)).Value,
        (_, false) => fabric.InterNodeShare(new CpuId(device.Index)).Value,
    };
}
