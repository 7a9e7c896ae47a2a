using System.Collections.Immutable;
using CloudMatrix.Costs;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>What messages cost on the scale-up network as it is now.</summary>
/// <remarks>A silo learns of what goes down or up by <see cref="Learn"/>, from the plane's grain.</remarks>
internal sealed class UbPrices(SupernodeSpec supernode)
{
    private volatile FabricHealth _fabric = FabricHealth.AllUp(supernode.Topology);

    /// <summary>Names of what is down, in ordinal order.</summary>
    public ImmutableArray<string> Down => _fabric.Down;

    /// <summary>Takes note of what is down.</summary>
    public void Learn(IEnumerable<string> down) => _fabric = FabricHealth.WithDown(supernode.Topology, down);

    /// <summary>When a message's last byte is where it should be.</summary>
    /// <exception cref="ArgumentException">One end has no port, or there is no way between them.</exception>
    public VirtualTime ArrivalOf(UbStamp stamp, UbAccess access) =>
        stamp.DepartedAt + UbMessageCost.Time(_fabric, (stamp.Source, stamp.Target), access, stamp.Size);
}
