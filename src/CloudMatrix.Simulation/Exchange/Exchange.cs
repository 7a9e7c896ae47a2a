using CloudMatrix.Costs;

namespace CloudMatrix.Simulation;

/// <summary>
/// All through which the dies of an instance reach one another, for one of two alternating microbatches: the windows,
/// and when each die sent its rows and its results.
/// </summary>
/// <param name="slots">Where expert slots live.</param>
/// <param name="rowsMax">The most rows that a rank sends in a microbatch.</param>
internal sealed class Exchange(SlotMap slots, int rowsMax)
{
    /// <summary>The rows.</summary>
    public ExchangeWindows Windows { get; } = new(slots.Dies, slots.Slots, rowsMax);

    /// <summary>When ranks sent tokens to experts.</summary>
    public Departures Dispatched { get; } = new(slots.Dies);

    /// <summary>When dies sent results back.</summary>
    public Departures Returned { get; } = new(slots.Dies);

    /// <summary>Rows that each slot received last, by where they came from [slots].</summary>
    public RowCounts[] Received { get; } = new RowCounts[slots.Slots];
}
