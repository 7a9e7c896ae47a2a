using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>How many tokens requests have: log-normal, or all the same.</summary>
/// <param name="Mean">Mean number of tokens, 1 to 1,000,000.</param>
/// <param name="Cv">Standard deviation over the mean, 0 to 10; 0 where all are the same.</param>
public readonly record struct LengthSpec(int Mean, double Cv)
{
    private const int MeanMax = 1_000_000;
    private const double CvMax = 10;

    /// <summary>Reads <c>N</c> or <c>N:CV</c>.</summary>
    /// <exception cref="FormatException">The text is neither, or a number is out of range.</exception>
    public static LengthSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        var cv = 0.0;
        var isRead = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var mean)
            && mean is >= 1 and <= MeanMax
            && (parts.Length == 1
                || (parts.Length == 2 && double.TryParse(parts[1], CultureInfo.InvariantCulture, out cv)
                    && cv is >= 0 and <= CvMax));
        return isRead ? new LengthSpec(mean, cv) : throw new FormatException(
            $"'{text}' is not a length; write N or N:CV, a mean of 1 to {MeanMax} tokens and a spread of 0 to "
            + $"{CvMax}.");
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        Cv == 0 ? $"{Mean}" : string.Create(CultureInfo.InvariantCulture, $"{Mean}:{Cv}");

    /// <summary>Draws a length, 1 or more.</summary>
    internal int Next(ref SeededStream stream)
    {
        if (Cv == 0)
        {
            return Mean;
        }

        // σ² = ln(1 + cv²), μ = ln(mean) − σ²/2: the logarithm's moments for a mean and a spread of the number itself.
        var variance = Transcendentals.Log(1 + (Cv * Cv));
        var logarithm = Transcendentals.Log(Mean) - (variance / 2) + (Math.Sqrt(variance) * stream.NextNormal());
        return (int)Math.Clamp(Math.Round(Transcendentals.Exp(logarithm)), 1, int.MaxValue / 2);
    }
}
