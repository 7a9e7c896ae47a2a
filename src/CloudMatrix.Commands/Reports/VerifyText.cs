using CloudMatrix.Numerics;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>A verification as text.</summary>
internal static class VerifyText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, VerifyReport report, VerifyFacts facts)
    {
        new FactTable()
            .Add("Largest logit error", Invariant($"{report.MaxAbsLogitError:0.0e+0}"), Invariant(
                $"of {report.LogitsCompared:N0} logits, {report.LogitsNotFinite:N0} of them not finite"))
            .Add("Routing mismatches", Invariant($"{report.RoutingMismatches:N0}"), Invariant(
                $"of {report.RoutingCompared:N0} choices; gate weights within {report.MaxAbsGateWeightError:0.0e+0}"))
            .Add("Greedy mismatches", Invariant($"{report.GreedyMismatches:N0}"), Invariant(
                $"of {report.GreedyCompared:N0} continued tokens"))
            .Add("Same best token", Invariant($"{report.Top1Agreement * 100:N2} %"), "of prefills and fed tokens")
            .Add("Mean divergence", Invariant($"{report.MeanKl:0.0e+0} nats"), "Kullback–Leibler, from the reference")
            .Write(console, Invariant($"{report.ModelName} in {report.Precision}: {report.Sequences} texts, ")
                + Invariant($"prompt {report.PromptTokens}, then {report.DecodedTokens} tokens one at a time"));
        console.WriteLine();
        if (report.MtpLayersMissing > 0)
        {
            console.WriteLine(Invariant($"Layers for multi-token prediction that config.json names and the checkpoint ")
                + Invariant($"lacks: {report.MtpLayersMissing}; no draft can be made with them."));
        }

        console.WriteLine(Verdict(report));
        console.WriteLine(
            Invariant($"{facts.WallMs / 1e3:N2} s; {facts.MappedBytes / 1e6:N1} MB mapped, ")
            + Invariant($"peak memory {facts.PeakMemoryBytes / 1e6:N0} MB"));
    }

    private static string Verdict(VerifyReport report)
    {
        var bar = Invariant($"logits within {VerifyReport.LogitErrorBar}, no mismatch");
        return report.Holds switch
        {
            true => $"The bar is met: {bar}.",
            false => $"The bar is missed: {bar}.",
            null => $"No bar is set for {report.Precision}; for fp32 it is: {bar}.",
        };
    }
}
