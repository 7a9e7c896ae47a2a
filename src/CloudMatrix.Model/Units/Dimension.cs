using System.Collections.Immutable;
using System.Globalization;

namespace CloudMatrix.Model;

/// <summary>What a quantity measures, and the units that it is written in.</summary>
/// <param name="Name">With its article, as messages say it.</param>
/// <param name="Example">A quantity of this dimension.</param>
/// <param name="Units">The units that <see cref="Format"/> chooses from, ascending.</param>
/// <param name="OtherUnits">Units that are read but never printed.</param>
internal sealed record Dimension(
    string Name, string Example, ImmutableArray<UnitSymbol> Units, ImmutableArray<UnitSymbol> OtherUnits)
{
    /// <summary>An amount of bytes.</summary>
    public static readonly Dimension Size = new(
        "a size",
        "64 GB",
        [new("B", 1), new("KB", 1e3m), new("MB", 1e6m), new("GB", 1e9m), new("TB", 1e12m)],
        [new("KiB", 1L << 10), new("MiB", 1L << 20), new("GiB", 1L << 30), new("TiB", 1L << 40)]);

    /// <summary>Bytes a second.</summary>
    public static readonly Dimension Bandwidth = new(
        "a bandwidth",
        "196 GB/s",
        [.. Size.Units.Select(PerSecond)],
        [
            .. Size.OtherUnits.Select(PerSecond),
            new("bps", 0.125m), new("Kbps", 125), new("Mbps", 125e3m), new("Gbps", 125e6m), new("Tbps", 125e9m),
        ]);

    /// <summary>Operations a second.</summary>
    public static readonly Dimension Arithmetic = new(
        "a rate of arithmetic",
        "376 TFLOPS",
        [new("OPS", 1), new("MOPS", 1e6m), new("GOPS", 1e9m), new("TOPS", 1e12m), new("POPS", 1e15m)],
        [new("MFLOPS", 1e6m), new("GFLOPS", 1e9m), new("TFLOPS", 1e12m), new("PFLOPS", 1e15m)]);

    /// <summary>Picoseconds.</summary>
    public static readonly Dimension Duration = new(
        "a duration",
        "1.9 us",
        [new("ps", 1), new("ns", 1e3m), new("us", 1e6m), new("ms", 1e9m), new("s", 1e12m)],
        [new("\u00B5s", 1e6m), new("\u03BCs", 1e6m)]);

    /// <summary>Every dimension there is.</summary>
    public static readonly ImmutableArray<Dimension> All = [Size, Bandwidth, Arithmetic, Duration];

    /// <summary>The unit of the example.</summary>
    public string UsualUnit => Example[(Example.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>The unit of this symbol, or none.</summary>
    public UnitSymbol? Find(string symbol)
    {
        foreach (var unit in Units.Concat(OtherUnits))
        {
            if (unit.Symbol == symbol)
            {
                return unit;
            }
        }

        return null;
    }

    /// <summary>The exact value in the largest unit of which there is one whole.</summary>
    public string Format(decimal value)
    {
        var unit = Units.LastOrDefault(candidate => candidate.Factor <= Math.Abs(value), Units[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{value / unit.Factor:G29} {unit.Symbol}");
    }

    /// <summary>As <see cref="Format"/>, for a value that may be too large for it, or no number at all.</summary>
    public string FormatRate(double value) =>
        Math.Abs(value) < long.MaxValue
            ? Format(decimal.Parse(RoundTrip(value), NumberStyles.Float, CultureInfo.InvariantCulture))
            : $"{RoundTrip(value)} {Units[0].Symbol}";

    // Casting to decimal would keep only 15 digits.
    private static string RoundTrip(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static UnitSymbol PerSecond(UnitSymbol unit) => unit with { Symbol = unit.Symbol + "/s" };
}
