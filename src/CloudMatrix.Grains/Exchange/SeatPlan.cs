using CloudMatrix.Grains.Abstractions;
using Orleans.Runtime.Placement;

namespace CloudMatrix.Grains;

/// <summary>Brings the devices of a part to their seats: those that live on another silo come over.</summary>
internal sealed class SeatPlan(IGrainFactory grains, SiloLayout layout)
{
    // The first call may find the device elsewhere; the second places it here, unless it is still on its way out.
    private const int Tries = 20;

    /// <summary>This silo.</summary>
    public SiloAddress Silo => layout.Local;

    /// <summary>Seats every device of a part.</summary>
    /// <returns>Whether all of them are seated.</returns>
    public async Task<bool> FillAsync(HostedPart part)
    {
        // What is not placed yet is placed here.
        RequestContext.Set(IPlacementDirector.PlacementHintKey, Silo);
        try
        {
            var instance = part.Plan.Epoch.Instance;
            var npus = part.Core.Npus.Select(npu => grains.Npu(npu).AsReference<ISeatedGrain>());
            var shards = part.Core.Slots.Select(slot => grains.ExpertShard(instance, slot).AsReference<ISeatedGrain>());
            var seated = await Task.WhenAll(npus.Concat(shards).Select(device => SeatAsync(device, part.Plan.Epoch)));
            if (!seated.All(isSeated => isSeated))
            {
                return false;
            }

            part.Close();
            return true;
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    private async Task<bool> SeatAsync(ISeatedGrain device, EpochId epoch)
    {
        var outcome = SeatOutcome.Elsewhere;
        for (var i = 0; i < Tries && outcome == SeatOutcome.Elsewhere; i++)
        {
            outcome = await device.TakeSeat(epoch, Silo);
        }

        return outcome == SeatOutcome.Seated;
    }
}
