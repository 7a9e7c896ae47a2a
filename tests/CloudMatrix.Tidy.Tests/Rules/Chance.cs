using System.Collections.Frozen;

namespace CloudMatrix.Tidy.Tests;

/// <summary>Below Hosting every random number comes from a stream with its own seed.</summary>
internal static class Chance
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        "Guid.CreateVersion7", "Guid.NewGuid", "Random", "RandomNumberGenerator");

    public static IEnumerable<Violation> Check(SourceFile file) =>
        House.IsBelowHosting(file) ? Usages.Find(file, Names, "below Hosting chance is seeded") : [];
}
