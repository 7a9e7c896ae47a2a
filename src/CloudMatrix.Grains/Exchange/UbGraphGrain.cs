using Orleans.Concurrency;

namespace CloudMatrix.Grains;

/// <summary>Makes windows and runs graphs on its silo.</summary>
/// <remarks>Reentrant, because several instances run at the same time; lives on the silo that its key names.</remarks>
[Reentrant]
[KeepAlive]
[SiloPlacement]
internal sealed class UbGraphGrain(HostedParts parts, DecodeSetups setups, SeatPlan seats) : Grain, IUbGraphGrain
{
    public async Task<EpochOpening> Open(EpochPlan plan)
    {
        using var opening = parts.BeginOpening();
        var setup = await setups.GetAsync(plan.Order);
        var self = plan.Silos.IndexOf(seats.Silo);
        var part = new HostedPart(plan, setup, self, [.. plan.Silos.Select(GrainFactory.UbSwitch)]);
        var isOpen = parts.TryAdd(part) && await seats.FillAsync(part);
        return new EpochOpening(isOpen, parts.LatestOf(plan.Epoch.Instance));
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
}
