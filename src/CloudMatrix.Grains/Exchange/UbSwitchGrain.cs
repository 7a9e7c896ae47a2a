using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Orleans.Concurrency;

namespace CloudMatrix.Grains;

/// <summary>A silo's share of the Unified Bus.</summary>
/// <remarks>
/// Reentrant, because people look while packets arrive; lives on the silo that its key names, because windows do; none
/// of its calls takes long (<see cref="IUbGraphGrain"/>).
/// </remarks>
[Reentrant]
[KeepAlive]
[SiloPlacement]
internal sealed class UbSwitchGrain(
    HostedParts parts,
    SiloLayout layout,
    UbLedger ledger,
    UbPrices prices,
    StandbyShelf shelf,
    SiloViews views)
    : Grain, IUbSwitchGrain
{
    public Task Restore(EpochId epoch, byte[] boundary)
    {
        parts.Find(epoch)?.Restore(boundary);
        return Task.CompletedTask;
    }

    public Task Close(EpochId epoch)
    {
        parts.End(epoch);
        return Task.CompletedTask;
    }

    public Task<bool> HasMoved(EpochId epoch) =>
        Task.FromResult(parts.AreOpening || parts.Find(epoch)?.TakeHasMoved() == true);

    public Task Deliver(ExchangePacket packet)
    {
        parts.Find(packet.Epoch)?.Receive(packet);
        packet.Body.Return();
        return Task.CompletedTask;
    }

    public Task Learn(ImmutableArray<string> down)
    {
        prices.Learn(down);
        return Task.CompletedTask;
    }

    public Task NoteLeaving(SiloAddress silo)
    {
        layout.NoteLeaving(silo);
        return Task.CompletedTask;
    }

    // Control messages are all on the scale-up network; rows are on the one that the machine names.
    public Task<ImmutableArray<PortState>> GetPorts(NetworkPlane plane) =>
        Task.FromResult<ImmutableArray<PortState>>(
        [
            .. plane == NetworkPlane.ScaleUp ? ledger.Ports : [],
            .. parts.All
                .Where(part => part.Setup.Spec.Machine.ExpertParallel.Plane == plane)
                .SelectMany(part => part.Ports),
        ]);

    public Task<StandbyCopy?> GetHeld(string run) => Task.FromResult(shelf.Find(run));

    public Task DropHeld(string run, long epoch, long version)
    {
        shelf.DropBefore(run, (epoch, version));
        return Task.CompletedTask;
    }

    // All that is shown is replaced whole, never changed, so that it can be written down beside the turns.
    public Task<byte[]> GetView() => OffTurn.RunAsync(views.Write);
}
