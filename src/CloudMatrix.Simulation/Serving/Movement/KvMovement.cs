using CloudMatrix.Costs;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>What moving keys and values takes in a service: from the pool, to it, and from prefill to decode.</summary>
/// <param name="machine">The machine.</param>
/// <param name="plane">The network between NPUs and the pool.</param>
/// <param name="perToken">Bytes of one token's keys and values over all layers.</param>
/// <param name="ranks">Which prefill die hands over to which decode die.</param>
internal sealed class KvMovement(MachineSpec machine, CachePlane plane, Bytes perToken, RankMapping ranks)
{
    /// <summary>Which prefill die hands over to which decode die.</summary>
    public RankMapping Ranks => ranks;

    /// <summary>Bytes of so many tokens' keys and values.</summary>
    public Bytes SizeOf(int tokens) => perToken * tokens;

    /// <summary>Prefixes from the pool to all dies of a prefill instance.</summary>
    /// <param name="size">Their bytes.</param>
    /// <param name="ssdSize">Of these, those that volumes alone held.</param>
    public VirtualDuration LoadTime(Bytes size, Bytes ssdSize) => size == Bytes.Zero
        ? VirtualDuration.Zero
        : PrefixLoadCost.VolumeTime(machine, ssdSize)
            + PrefixLoadCost.LoadTime(machine, plane, ranks.PrefillDies, size);

    /// <summary>New blocks from all dies of a prefill instance to the pool.</summary>
    /// <param name="size">Their bytes.</param>
    public VirtualDuration StoreTime(Bytes size) => plane == CachePlane.None
        ? VirtualDuration.Zero
        : PrefixLoadCost.StoreTime(machine, plane, ranks.PrefillDies, size);

    /// <summary>The time in which a prompt passes the port of either die that it is handed over between.</summary>
    public VirtualDuration HandoverTime(Bytes size) => KvHandoverCost.PortTime(machine, size);

    /// <summary>From one port to the other.</summary>
    public VirtualDuration HandoverLatency => KvHandoverCost.PathOf(machine).Latency;
}
