using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The host that launches graphs: when the NPUs may start the next one. Bubbles come from here, not from a factor.
/// </summary>
/// <param name="launch">What launching a graph takes the host.</param>
/// <param name="mode">Whether the host launches while the graph before runs.</param>
internal sealed class HostClock(VirtualDuration launch, GraphLaunch mode)
{
    private VirtualTime _launched;

    /// <summary>The start of a graph, given when the one before started and ended on the NPUs.</summary>
    public VirtualTime Start(VirtualTime previousStart, VirtualTime previousEnd)
    {
        var begin = mode == GraphLaunch.Pipelined ? previousStart : previousEnd;
        _launched = VirtualTime.Max(_launched, begin) + launch;
        return VirtualTime.Max(_launched, previousEnd);
    }
}
