namespace CloudMatrix.Simulation;

/// <summary>The percentile that every figure here means: a value that was seen, never one between two.</summary>
public static class NearestRank
{
    /// <summary>The least value that so many of a hundred do not exceed.</summary>
    /// <param name="sorted">One value or more, in rising order.</param>
    /// <param name="percent">1 to 100.</param>
    public static T At<T>(IReadOnlyList<T> sorted, int percent) =>
        sorted[(int)((((long)sorted.Count * percent) + 99) / 100) - 1];
}
