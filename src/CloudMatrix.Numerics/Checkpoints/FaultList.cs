namespace CloudMatrix.Numerics;

/// <summary>Faults of a file that may have as many as tensors.</summary>
internal static class FaultList
{
    private const int Shown = 20;

    /// <summary>The first faults, and how many more there are.</summary>
    public static IEnumerable<string> Shorten(IReadOnlyCollection<string> faults) => faults.Count <= Shown
        ? faults
        : faults.Take(Shown).Append($"and {faults.Count - Shown} more faults of this kind");
}
