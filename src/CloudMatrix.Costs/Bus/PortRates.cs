using CloudMatrix.Model;

namespace CloudMatrix.Costs;

/// <summary>How fast a die's port moves bytes in either direction, by where the other end is.</summary>
/// <param name="IntraNode">To and from its node.</param>
/// <param name="InterNode">To and from other nodes: limited by the node's uplinks as well.</param>
public readonly record struct PortRates(BytesPerSecond IntraNode, BytesPerSecond InterNode)
{
    private const double PicosecondsPerSecond = 1e12;

    /// <summary>For how long bytes occupy the port.</summary>
    /// <param name="intraNode">Bytes to or from its node.</param>
    /// <param name="interNode">Bytes to or from other nodes.</param>
    public VirtualDuration TimeOf(long intraNode, long interNode) =>
        VirtualDuration.RoundUpToPicoseconds(Picoseconds(intraNode, IntraNode) + Picoseconds(interNode, InterNode));

    // A network that ends at the node has no rate beyond it, and nothing to send there.
    private static double Picoseconds(long bytes, BytesPerSecond rate) =>
        bytes == 0 ? 0 : bytes / rate.Value * PicosecondsPerSecond;
}
