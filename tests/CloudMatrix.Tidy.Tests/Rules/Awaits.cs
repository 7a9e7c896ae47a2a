using System.Collections.Frozen;

namespace CloudMatrix.Tidy.Tests;

/// <summary>The pure floors compute; they wait for nothing.</summary>
internal static class Awaits
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create("Task", "ValueTask", "IAsyncEnumerable");

    public static IEnumerable<Violation> Check(SourceFile file) =>
        House.IsPure(file) && !House.IsParallelPhases(file)
            ? Usages.Find(file, Names, "a pure floor waits for nothing")
            : [];
}
