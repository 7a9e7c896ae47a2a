using CloudMatrix.Costs;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>One NPU.</summary>
/// <remarks>Is kept, because the turns of its seat do not count as calls.</remarks>
[GrainType(TypeName)]
[KeepAlive]
[DevicePlacement]
internal sealed class NpuGrain(HostedParts parts, SiloLayout layout, SupernodeSpec supernode, UbPrices prices)
    : Grain, INpuGrain, ISeatedGrain
{
    /// <summary>What NPUs are called among grain types.</summary>
    public const string TypeName = "npu";

    private HostedPart? _part;

    private NpuId Id => new((int)this.GetPrimaryKeyLong());

    public Task<NpuState> GetState() => Task.FromResult(new NpuState(
        Id,
        supernode.Topology.NodeOf(Id),
        layout.Local.ToString(),
        _part?.Plan.Epoch.Instance,
        DieStates.Of(Id, supernode.Machine, _part)));

    public Task<UbReply> Write(UbStamp stamp) => Answer(stamp, UbAccess.Write);

    public Task<UbReply> Read(UbStamp stamp) => Answer(stamp, UbAccess.Read);

    public Task<SeatOutcome> TakeSeat(EpochId epoch, SiloAddress silo)
    {
        if (!silo.Equals(layout.Local))
        {
            // Whoever asks says in the request's context where to.
            MigrateOnIdle();
            return Task.FromResult(SeatOutcome.Elsewhere);
        }

        _part = parts.Find(epoch);
        _part?.SeatNpu(Id, GrainContext);
        return Task.FromResult(_part is null ? SeatOutcome.Over : SeatOutcome.Seated);
    }

    private Task<UbReply> Answer(UbStamp stamp, UbAccess access)
    {
        var die = new DieId(stamp.Target.Index);
        return stamp.Target.Kind == DeviceKind.Die && supernode.Topology.NpuOf(die) == Id
            ? Task.FromResult(new UbReply(prices.ArrivalOf(stamp, access)))
            : throw new ArgumentException($"{stamp.Target} is not a die of {Id}.", nameof(stamp));
    }
}
