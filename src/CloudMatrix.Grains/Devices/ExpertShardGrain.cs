using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;

namespace CloudMatrix.Grains;

/// <summary>One expert slot of a decode instance.</summary>
/// <remarks>Is kept, because the turns of its seat do not count as calls.</remarks>
[KeepAlive]
[DevicePlacement]
internal sealed class ExpertShardGrain(HostedParts parts, SiloLayout layout) : Grain, IExpertShardGrain, ISeatedGrain
{
    private HostedPart? _part;

    public Task<ExpertShardState> GetState()
    {
        var slot = new SlotId((int)this.GetPrimaryKeyLong(out var instance));
        var silo = layout.Local.ToString();
        return Task.FromResult(_part is { } part
            ? new ExpertShardState(
                slot,
                instance!,
                silo,
                new DieId(part.Setup.Spec.Slots.DieOfSlot[slot.Index]),
                part.Setup.Spec.Slots.IsShared(slot.Index),
                [.. part.Setup.ExpertsIn(slot)],
                part.Snapshot.Counts.RowsServedBy(slot))
            : new ExpertShardState(slot, instance!, silo, null, false, [], 0));
    }

    public Task<SeatOutcome> TakeSeat(EpochId epoch, SiloAddress silo)
    {
        if (!silo.Equals(layout.Local))
        {
            // Whoever asks says in the request's context where to.
            MigrateOnIdle();
            return Task.FromResult(SeatOutcome.Elsewhere);
        }

        _part = parts.Find(epoch);
        _part?.SeatShard(new SlotId((int)this.GetPrimaryKeyLong(out _)), GrainContext);
        return Task.FromResult(_part is null ? SeatOutcome.Over : SeatOutcome.Seated);
    }
}
