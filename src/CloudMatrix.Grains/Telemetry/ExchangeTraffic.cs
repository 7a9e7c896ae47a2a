using CloudMatrix.Costs;
using CloudMatrix.Simulation;

namespace CloudMatrix.Grains;

/// <summary>What rows of an instance put on the network between dies.</summary>
/// <param name="Dispatch">Bytes on their way to experts.</param>
/// <param name="Combine">Bytes on their way back.</param>
internal readonly record struct ExchangeTraffic(long Dispatch, long Combine)
{
    /// <summary>Divides what all dies of an instance sent.</summary>
    /// <remarks>
    /// Every row that leaves a die goes there and back: bytes = rows · (dispatch row + combine row), over all dies.
    /// </remarks>
    public static ExchangeTraffic Of(DecodeSpec spec, long bytes)
    {
        var row = RowFormat.Of(spec.Model.HiddenSize, spec.Machine);
        var rows = bytes / (row.Dispatch + row.Combine).Count;
        return new ExchangeTraffic(rows * row.Dispatch.Count, rows * row.Combine.Count);
    }
}
