using CloudMatrix.Numerics;
using Spectre.Console;
using static System.FormattableString;

namespace CloudMatrix.Commands;

/// <summary>What rounding made of a checkpoint, as text.</summary>
internal static class QuantizeText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, QuantizeReport report, ModelFacts facts)
    {
        new FactTable()
            .Add("Matrices in 8 bits", Invariant($"{report.RoundedMatrices:N0}"), Invariant(
                $"{report.RoundedNumbers:N0} numbers"))
            .Add("Weights before", Invariant($"{report.BytesBefore / 1e6:N1} MB"))
            .Add("Weights now", Invariant($"{report.BytesAfter / 1e6:N1} MB"))
            .Add("Parts", Invariant($"{report.Parts.Length}"), string.Join(", ", report.Parts))
            .Add("Calibration", Invariant($"{report.CalibrationTokens:N0} tokens"), report.Calibration)
            .Write(console, $"{report.ModelName} rounded to 8 bits");
        console.WriteLine();
        console.WriteLine(
            Invariant($"{facts.WallMs / 1e3:N1} s; peak memory {facts.PeakMemoryBytes / 1e6:N0} MB"));
    }
}
