using System.Globalization;
using CloudMatrix.Calibration;

// Refits every fitted constant from the published rows, and prints each row's error as the shipped files predict it,
// with the refit, and with a fit from which the row was left out. Usage: [gemm] [dispatch] [decode] [prefill]
// [h800]; all by default.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var studies = Studies.All();
var unknown = args.Except(studies.Keys).ToList();
if (unknown.Count > 0)
{
    Console.Error.WriteLine($"Unknown: {string.Join(", ", unknown)}; choose from {string.Join(", ", studies.Keys)}.");
    return 2;
}

foreach (var name in args.Length > 0 ? args : [.. studies.Keys])
{
    studies[name].Print(Console.Out);
}

return 0;
