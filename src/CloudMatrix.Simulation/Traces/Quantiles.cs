namespace CloudMatrix.Simulation;

/// <summary>How a whole number spreads over requests.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="P50">Half of the requests have no more.</param>
/// <param name="P90">Nine of ten have no more.</param>
/// <param name="P99">99 of a hundred have no more.</param>
/// <param name="Max">The most.</param>
public sealed record Quantiles(double Mean, long P50, long P90, long P99, long Max)
{
    /// <summary>Of one number or more, in any order.</summary>
    public static Quantiles Of(IEnumerable<int> numbers)
    {
        int[] sorted = [.. numbers.Order()];
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length, nameof(numbers));
        return new Quantiles(
            sorted.Sum(number => (long)number) / (double)sorted.Length, At(50), At(90), At(99), sorted[^1]);

        int At(int percent) => NearestRank.At(sorted, percent);
    }
}
