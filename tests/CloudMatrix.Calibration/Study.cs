using CloudMatrix.Model;
using CloudMatrix.Simulation;

namespace CloudMatrix.Calibration;

/// <summary>One fit and what it says of each row, printed as Markdown.</summary>
/// <param name="Machine">The machine as its file ships it.</param>
/// <param name="Constants">What the fit moves.</param>
/// <param name="Fitted">The rows that it fits.</param>
/// <param name="Predicted">Rows that the same constants predict without being fitted to them.</param>
internal sealed record Study(
    MachineSpec Machine, FittedConstant[] Constants, PublishedRow[] Fitted, PublishedRow[] Predicted)
{
    private const int CheapEvaluations = 400;

    /// <summary>Points that the fit may try; fewer where each takes seconds.</summary>
    public int EvaluationsMax { get; init; } = CheapEvaluations;

    /// <summary>The routing that the rows have by default.</summary>
    public RoutingSpec Shipped { get; init; } = RoutingSpec.Default;

    /// <summary>Fits once with all rows, and once without each.</summary>
    public void Print(TextWriter output)
    {
        var fit = new Fit(Machine, Constants, EvaluationsMax);
        var best = fit.Best(Fitted);
        output.WriteLine($"## {Machine.Name}: {string.Join(", ", Constants.Select(constant => constant.Name))}\n");
        foreach (var (constant, value) in Constants.Zip(best))
        {
            output.WriteLine($"- `{constant.Name}` refits to {value:G5} {constant.Unit}");
        }

        output.WriteLine("\n| row | published | shipped | error | refit's error | error when left out of the fit |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var row in Fitted)
        {
            var leftOut = fit.Error(row, fit.Best([.. Fitted.Where(other => other != row)]));
            output.WriteLine($"{Describe(row, fit.Error(row, best))} {Percent(leftOut)} |");
        }

        foreach (var row in Predicted)
        {
            output.WriteLine($"{Describe(row, fit.Error(row, best))} not fitted |");
        }

        output.WriteLine();
    }

    private string Describe(PublishedRow row, double refitError)
    {
        var shipped = row.Predict(Machine, Shipped);
        var error = (shipped / row.Published) - 1;
        return $"| {row.Name} | {row.Published} {row.Unit} | {shipped:F2} | {Percent(error)} "
            + $"| {Percent(refitError)} |";
    }

    private static string Percent(double error) => Math.Round(error, 3).ToString("+0.0 %;-0.0 %;0.0 %");
}
