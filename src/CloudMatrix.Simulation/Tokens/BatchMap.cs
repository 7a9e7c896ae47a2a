using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>
/// The places of an instance's batch: one for each request that it serves at a time, dealt in turn to dies, then to
/// microbatches, as <see cref="DecodeSpec.RequestsOn"/> counts them.
/// </summary>
/// <param name="run">The run.</param>
internal sealed class BatchMap(DecodeRunSpec run)
{
    private readonly int _dies = run.Spec.Dies;
    private readonly int _microbatches = run.Point.Microbatches;

    /// <summary>Who serves the request at a place.</summary>
    public (RankId Rank, int Microbatch) this[int place] =>
        (new RankId(place % _dies), place / _dies % _microbatches);
}
