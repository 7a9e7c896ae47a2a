using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>A step that a run has ended, as it came: what it amounts to is found when someone wants to know.</summary>
/// <param name="Before">The boundary that it went on from.</param>
/// <param name="After">The boundary that it ended at.</param>
/// <param name="Wall">Real time that it took.</param>
/// <param name="Requests">Its requests, and what they got.</param>
internal sealed record StepRecord(DecodeBoundary Before, DecodeBoundary After, TimeSpan Wall, StepRequests Requests)
{
    /// <summary>What it amounts to.</summary>
    public StepFacts FactsOf(DecodeSpec spec)
    {
        var (before, after) = (Before.Total(), After.Total());
        var slotRows = Enumerable.Range(0, spec.Slots.Slots).Select(slot => RowsServedBy(new SlotId(slot))).ToList();
        var mean = slotRows.Average();
        return new StepFacts(After.Step, After.Now - Before.Now, Wall, Requests)
        {
            RowsDispatched = after.RowsDispatched - before.RowsDispatched,
            RowsCombined = after.RowsCombined - before.RowsCombined,
            Traffic = ExchangeTraffic.Of(spec, after.Bus.Bytes - before.Bus.Bytes),
            ExpertLoad = mean > 0 ? slotRows.Max() / mean : 0,
        };
    }

    private long RowsServedBy(SlotId slot) => After.RowsServedBy(slot) - Before.RowsServedBy(slot);
}
