using System.Collections.Frozen;

namespace CloudMatrix.Tidy.Tests;

/// <summary>Below Hosting one file runs phases in parallel; no other knows of threads.</summary>
internal static class Threads
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        "Parallel", "ParallelEnumerable", "Task.Factory", "Task.Run", "Thread", "ThreadPool");

    public static IEnumerable<Violation> Check(SourceFile file) =>
        House.IsBelowHosting(file) && !House.IsParallelPhases(file)
            ? Usages.Find(file, Names, "below Hosting one file has threads")
            : [];
}
