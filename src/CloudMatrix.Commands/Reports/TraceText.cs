using System.Collections.Immutable;
using CloudMatrix.Simulation;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>A trace's report as text.</summary>
internal static class TraceText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, TraceReport report)
    {
        var table = new FactTable()
            .Add("Span", Invariant($"{report.SpanSeconds:N1} s"), report.RequestsPerSecond is { } rate
                ? Invariant($"{rate:N2} requests a second")
                : "all at once")
            .Add("Prompt", Tokens(report.InputTokens), Spread(report.InputTokens))
            .Add("Output", Tokens(report.OutputTokens), Spread(report.OutputTokens));
        if (report.Sharing is { } sharing)
        {
            table
                .Add("Blocks", Invariant($"{sharing.Blocks:N0}"), Invariant(
                    $"of {sharing.BlockTokens} tokens; {sharing.DistinctBlocks:N0} different ones"))
                .Add("Blocks shared", Invariant($"{sharing.BlockHitRate * 100:N2} %"), "with an earlier prompt")
                .Add("Tokens shared", Invariant($"{sharing.TokenHitRate * 100:N2} %"), "no cache can do better");
        }
        else
        {
            table.Add("Blocks", "-", "the format does not say what prompts share");
        }

        table.Write(console, Invariant($"{report.Requests:N0} requests, {report.Format}"));
        WriteSkipped(console, report.SkippedLines);
    }

    /// <summary>Writes which lines were left out, if any were.</summary>
    public static void WriteSkipped(IAnsiConsole console, ImmutableArray<string> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        console.WriteLine();
        console.WriteLine(Invariant($"{lines.Length:N0} faults in lines that were skipped:"));
        foreach (var line in lines)
        {
            console.WriteLine($"  {line}");
        }
    }

    private static string Tokens(Quantiles tokens) => Invariant($"{tokens.Mean:N0} tokens");

    private static string Spread(Quantiles tokens) => Invariant(
        $"mean; half up to {tokens.P50:N0}, 90 % to {tokens.P90:N0}, 99 % to {tokens.P99:N0}, longest {tokens.Max:N0}");
}
