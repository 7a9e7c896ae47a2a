using System.Globalization;
using CloudMatrix.Calibration;
using CloudMatrix.Model;
using CloudMatrix.Simulation;

// Refits every fitted constant from the published rows, and prints each row's error as the shipped files predict it, with
// the refit, and with a fit from which the row was left out. Usage: [gemm] [dispatch] [decode] [h800]; all by default.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var machine = DefaultMachine.Read();
string[] known = ["gemm", "dispatch", "decode", "h800"];
if (args.Except(known).Any())
{
    Console.Error.WriteLine($"Unknown: {string.Join(", ", args.Except(known))}; choose from {string.Join(", ", known)}.");
    return 2;
}

foreach (var part in args.Length > 0 ? args : known)
{
    switch (part)
    {
        case "gemm":
            Print("Matrix products", machine, FittedConstants.Gemm, PublishedRows.Table10, []);
            break;
        case "dispatch":
            Print("Dispatch and combine", machine, FittedConstants.Dispatch, PublishedRows.Table7Dispatch, PublishedRows.Table7Combine);
            break;
        case "decode":
            Print("Decode", machine, FittedConstants.Decode, PublishedRows.Decode, []);
            break;
        default:
            var other = MachineSpecReader.FromFile(Path.Combine(AppContext.BaseDirectory, "h800-rdma.json"));
            Print(other.Name, other, FittedConstants.Network(other), PublishedRows.Table7H800, []);
            break;
    }
}

return 0;

static void Print(
    string title, MachineSpec machine, FittedConstant[] constants, PublishedRow[] fitted, PublishedRow[] predicted)
{
    var fit = new Fit(machine, constants);
    var best = fit.Best(fitted);
    Console.WriteLine($"## {title}\n");
    for (var i = 0; i < constants.Length; i++)
    {
        Console.WriteLine($"- `{constants[i].Name}` refits to {best[i]:G5} {constants[i].Unit}");
    }

    Console.WriteLine("\n| row | published | shipped files | error | error of the refit | error when left out of the fit |");
    Console.WriteLine("|---|---|---|---|---|---|");
    foreach (var row in fitted.Concat(predicted))
    {
        var shipped = row.Predict(machine, RoutingSpec.Default);
        var isFitted = fitted.Contains(row);
        var leftOut = isFitted ? fit.Error(row, fit.Best([.. fitted.Where(other => other != row)])) : double.NaN;
        Console.WriteLine(
            $"| {row.Name} | {row.Published} {row.Unit} | {shipped:F2} | {(shipped / row.Published) - 1:+0.0 %;-0.0 %} | "
            + $"{fit.Error(row, best):+0.0 %;-0.0 %} | {(isFitted ? $"{leftOut:+0.0 %;-0.0 %}" : "not fitted")} |");
    }

    Console.WriteLine();
}
