using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How a duration spreads over requests, in milliseconds.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="P50">Half of the requests have no more.</param>
/// <param name="P90">Nine of ten have no more.</param>
/// <param name="P99">99 of a hundred have no more.</param>
/// <param name="Max">The most.</param>
public sealed record Latencies(double Mean, double P50, double P90, double P99, double Max)
{
    private const double PicosecondsPerMs = 1e9;

    /// <summary>Of some durations, in any order; null of none.</summary>
    public static Latencies? Of(IEnumerable<VirtualDuration> durations)
    {
        long[] sorted = [.. durations.Select(duration => duration.Picoseconds).Order()];
        if (sorted.Length == 0)
        {
            return null;
        }

        // Whole numbers have one sum, whatever their order.
        var sum = sorted.Aggregate(Int128.Zero, (total, picoseconds) => total + picoseconds);
        return new Latencies(
            (double)sum / sorted.Length / PicosecondsPerMs, At(50), At(90), At(99), sorted[^1] / PicosecondsPerMs);

        double At(int percent) => NearestRank.At(sorted, percent) / PicosecondsPerMs;
    }
}
