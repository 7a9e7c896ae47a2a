using CloudMatrix.Numerics;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>Accuracy as text.</summary>
internal static class AccuracyText
{
    private const double LeastChance = 0.0001;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, AccuracyReport report, ModelFacts facts)
    {
        console.WriteLine(Invariant($"{report.ModelName}: {report.Questions:N0} questions, exact match in %; ")
            + Invariant($"{report.KeptApart:N0} more are kept apart for calibration"));
        console.WriteLine();
        console.Write(TableOf(report));
        foreach (var result in report.Results)
        {
            Write(console, result);
        }

        console.WriteLine();
        console.WriteLine(Invariant($"{facts.WallMs / 1e3:N1} s, {facts.Workers} workers; ")
            + Invariant($"peak memory {facts.PeakMemoryBytes / 1e6:N0} MB"));
    }

    private static Table TableOf(AccuracyReport report)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("task").AddColumn(Right("questions"));
        foreach (var result in report.Results)
        {
            table.AddColumn(Right(result.Name));
        }

        foreach (var (i, task) in report.Results[0].Tasks.Index())
        {
            table.AddRow(
            [
                task.Task, Invariant($"{task.Questions}"),
                .. report.Results.Select(result => Percent(result.Tasks[i].Accuracy.Value)),
            ]);
        }

        return table.AddRow(
        [
            "mean", Invariant($"{report.Questions}"), .. report.Results.Select(result => Percent(result.Mean.Value)),
        ]);
    }

    private static void Write(IAnsiConsole console, PrecisionAccuracy result)
    {
        console.WriteLine(
            Invariant($"{result.Name}: mean {Percent(result.Mean.Value)} %, 95 % interval ")
            + $"{Percent(result.Mean.Low)} to {Percent(result.Mean.High)} %");
        if (result.Paired is { } paired)
        {
            console.WriteLine(
                Invariant($"  beside {paired.Baseline}: {paired.Difference.Value * 100:+0.00;-0.00;0.00} points (")
                + Invariant($"{paired.Difference.Low * 100:+0.00;-0.00;0.00} to ")
                + Invariant($"{paired.Difference.High * 100:+0.00;-0.00;0.00})"));
            console.WriteLine(
                Invariant($"  questions won {paired.OnlyThisRight}, lost {paired.OnlyBaselineRight}; ")
                + $"{Chance(paired.PValue)}; "
                + Invariant($"same best token {paired.SameTokens * 100:0.00} %"));
        }
    }

    private static string Chance(double value) =>
        value < LeastChance ? Invariant($"p < {LeastChance}") : Invariant($"p = {value:0.####}");

    private static TableColumn Right(string name) => new TableColumn(name).RightAligned().NoWrap();

    private static string Percent(double share) => Invariant($"{share * 100:0.00}");
}
