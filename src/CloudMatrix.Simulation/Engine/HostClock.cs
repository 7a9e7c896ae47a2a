using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The host that launches graphs: when the NPUs may start the next one. Bubbles come from here, not from a factor.
/// </summary>
/// <param name="launch">What launching a graph takes the host.</param>
/// <param name="mode">Whether the host launches while the graph before runs.</param>
/// <param name="launched">When the host had launched its last graph.</param>
internal sealed class HostClock(VirtualDuration launch, GraphLaunch mode, VirtualTime launched = default)
{
    /// <summary>When the host has launched its last graph: all that it carries from graph to graph.</summary>
    public VirtualTime Launched { get; private set; } = launched;

    /// <summary>The start of a graph, given when the one before started and ended on the NPUs.</summary>
    public VirtualTime Start(VirtualTime previousStart, VirtualTime previousEnd)
    {
        var begin = mode == GraphLaunch.Pipelined ? previousStart : previousEnd;
        Launched = VirtualTime.Max(Launched, begin) + launch;
        return VirtualTime.Max(Launched, previousEnd);
    }
}
