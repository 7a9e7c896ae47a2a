using System.Collections.Immutable;
using CloudMatrix.Grains.Abstractions;
using CloudMatrix.Model;
using Orleans.Concurrency;

namespace CloudMatrix.Grains;

/// <summary>A silo's share of the Unified Bus.</summary>
/// <remarks>
/// Reentrant, because packets arrive while a graph runs; lives on the silo that its key names, because windows do; is
/// kept, because the silo's windows are.
/// </remarks>
[Reentrant]
[KeepAlive]
[SiloPlacement]
internal sealed class UbSwitchGrain(
    HostedParts parts,
    DecodeSetups setups,
    SiloLayout layout,
    SeatPlan seats,
    UbLedger ledger,
    UbPrices prices,
    StandbyShelf shelf,
    SiloViews views)
    : Grain, IUbSwitchGrain
{
    private int _opening;

    public async Task<bool> Open(EpochPlan plan)
    {
        _opening++;
        try
        {
            var setup = await setups.GetAsync(plan.Order);
            var self = plan.Silos.IndexOf(seats.Silo);
            var part = new HostedPart(plan, setup, self, [.. plan.Silos.Select(GrainFactory.UbSwitch)]);
            return parts.TryAdd(part) && await seats.FillAsync(part);
        }
        finally
        {
            _opening--;
        }
    }

    public async Task<GraphEnd> RunGraph(GraphOrder order)
    {
        if (parts.Find(order.Epoch) is not { } part)
        {
            return GraphEnd.Aborted;
        }

        var end = await part.RunGraphAsync(order);
        return order.EndsStep && end.Outcome == GraphOutcome.Ended
            ? end with
            {
                Counts = part.Count().Bytes.ToArray(),
                Outcomes = part.TakeOutcomes(),
                Spans = part.Spans,
            }
            : end;
    }

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
        Task.FromResult(_opening > 0 || parts.Find(epoch)?.TakeHasMoved() == true);

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
            .. parts.All.Where(part => part.Setup.Spec.Machine.ExpertParallel.Plane == plane).SelectMany(part => part.Ports),
        ]);

    public Task<StandbyCopy?> GetHeld(string run) => Task.FromResult(shelf.Find(run));

    // All that is shown is replaced whole, never changed, so that it can be written down beside the turns.
    public Task<byte[]> GetView() => OffTurn.RunAsync(views.Write);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        foreach (var part in parts.All)
        {
            parts.End(part.Plan.Epoch);
        }

        return Task.CompletedTask;
    }
}
