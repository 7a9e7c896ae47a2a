using System.Collections.Immutable;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The seats of an instance: one for each request that it serves at a time, dealt in turn to dies, then to microbatches,
/// as <see cref="DecodeSpec.RequestsOn"/> counts them.
/// </summary>
/// <param name="run">The run.</param>
internal sealed class SeatMap(DecodeRunSpec run)
{
    private readonly int _dies = run.Spec.Dies;
    private readonly int _microbatches = run.Point.Microbatches;

    /// <summary>All seats.</summary>
    public int Count => run.Spec.RequestCount;

    /// <summary>Where a seat is.</summary>
    public (RankId Rank, int Microbatch) PlaceOf(int seat) =>
        (new RankId(seat % _dies), seat / _dies % _microbatches);

    /// <summary>The seats of a rank's microbatch, ascending.</summary>
    public ImmutableArray<int> SeatsOf(RankId rank, int microbatch) =>
    [
        .. Enumerable.Range(0, run.Spec.RequestsOn(rank.Index, microbatch, _microbatches))
            .Select(place => rank.Index + (((place * _microbatches) + microbatch) * _dies)),
    ];
}
