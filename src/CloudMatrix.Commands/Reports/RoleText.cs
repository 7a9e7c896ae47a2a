using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>How the instances of an elastic service changed their roles, as text.</summary>
internal static class RoleText
{
    private const int ChangesMax = 12;
    private const double SecondsPerHour = 3600;

    /// <summary>Writes it; nothing where no role changed.</summary>
    public static void Write(IAnsiConsole console, ServingReport report)
    {
        var changes = report.RoleChanges;
        if (changes.IsEmpty)
        {
            return;
        }

        var facts = new FactTable()
            .Add("Prefill", Hours(report.Prefill), Instances(report.Prefill))
            .Add("Decode", Hours(report.Decode), Instances(report.Decode));
        foreach (var change in changes.Take(ChangesMax))
        {
            facts.Add(
                change.Instance,
                Invariant($"{change.AtSeconds:N1} s"),
                Invariant($"{change.Step.ToString().ToLowerInvariant()}; {change.NpusInUse} NPUs in use"));
        }

        var rest = changes.Length - ChangesMax;
        facts.Write(console, Invariant($"Roles: {changes.Length:N0} changes")
            + (rest > 0 ? Invariant($", the first {ChangesMax} here, all with --json") : string.Empty));
        console.WriteLine();
    }

    private static string Hours(RoleUse use) => Invariant($"{use.NpuSeconds / SecondsPerHour:N1} NPU h");

    private static string Instances(RoleUse use) =>
        Invariant($"{use.Instances} instances at the start, {use.InstancesAtEnd} at the end");
}
