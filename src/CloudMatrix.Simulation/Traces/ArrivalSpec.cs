using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How the gaps between arrivals spread.</summary>
/// <param name="Kind">Poisson or bursty.</param>
/// <param name="Cv">Standard deviation of a gap over its mean: 1 for Poisson, 0.1 to 10.</param>
/// <remarks>
/// Source: the gamma distribution with this spread is what Wang et al., "BurstGPT", KDD 2025 (arXiv:2401.17644), fit to
/// arrivals of a public service.
/// </remarks>
public readonly record struct ArrivalSpec(ArrivalKind Kind, double Cv)
{
    /// <summary>The spread where none is written.</summary>
    public const double DefaultCv = 2;

    private const string Forms = "poisson, bursty or bursty:CV";
    private const double CvMin = 0.1;
    private const double CvMax = 10;

    /// <summary>Independent arrivals.</summary>
    public static ArrivalSpec Poisson => new(ArrivalKind.Poisson, 1);

    /// <summary>Reads <c>poisson</c>, <c>bursty</c> or <c>bursty:CV</c>.</summary>
    /// <exception cref="FormatException">The text is none of these, or CV is out of range.</exception>
    public static ArrivalSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "poisson" => Poisson,
            "bursty" => new ArrivalSpec(ArrivalKind.Bursty, DefaultCv),
            _ when text.StartsWith("bursty:", StringComparison.Ordinal)
                && double.TryParse(text["bursty:".Length..], CultureInfo.InvariantCulture, out var cv)
                && cv is >= CvMin and <= CvMax => new ArrivalSpec(ArrivalKind.Bursty, cv),
            _ => throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{text}' is not a kind of arrivals; write {Forms} with CV from {CvMin} to {CvMax}.")),
        };
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        Kind == ArrivalKind.Poisson ? "poisson" : string.Create(CultureInfo.InvariantCulture, $"bursty:{Cv}");

    /// <summary>Draws a gap whose mean is 1.</summary>
    internal double NextGap(ref SeededStream stream) =>
        Kind == ArrivalKind.Poisson ? Exponential(ref stream) : Gamma(1 / (Cv * Cv), ref stream) * Cv * Cv;

    private static double Exponential(ref SeededStream stream) => -Transcendentals.Log(1 - stream.NextUnitDouble());

    // Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000); below shape 1 with
    // their boost, a power of a uniform number.
    private static double Gamma(double shape, ref SeededStream stream)
    {
        if (shape < 1)
        {
            var boost = Transcendentals.Pow(1 - stream.NextUnitDouble(), 1 / shape);
            return Gamma(shape + 1, ref stream) * boost;
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = stream.NextNormal();
            var v = 1 + (c * x);
            v = v * v * v;
            var u = 1 - stream.NextUnitDouble();
            if (v > 0 && Transcendentals.Log(u) < (0.5 * x * x) + (d * (1 - v + Transcendentals.Log(v))))
            {
                return d * v;
            }
        }
    }
}
