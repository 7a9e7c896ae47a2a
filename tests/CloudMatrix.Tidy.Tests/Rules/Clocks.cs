using System.Collections.Frozen;

namespace CloudMatrix.Tidy.Tests;

/// <summary>Below Hosting time is data; one file of the commands reads the wall clock, for what a run took.</summary>
internal static class Clocks
{
    private static readonly FrozenSet<string> Names = FrozenSet.Create(
        "DateTime", "DateTimeOffset", "Environment.TickCount", "Environment.TickCount64", "PeriodicTimer", "Stopwatch",
        "Task.Delay", "Thread.Sleep", "TimeProvider", "Timer");

    public static IEnumerable<Violation> Check(SourceFile file) =>
        House.IsBelowHosting(file) && file is not { Project: "CloudMatrix.Commands", FileName: "WallClock.cs" }
            ? Usages.Find(file, Names, "below Hosting time is data")
            : [];
}
