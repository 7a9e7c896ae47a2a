using System.Globalization;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation;

/// <summary>The popularity model that tokens' experts are drawn from.</summary>
/// <param name="Kind">Balanced, uniform or skewed.</param>
/// <param name="Skew">
/// Standard deviation of the natural logarithm of an expert's popularity, 0 to 3; 0 unless skewed.
/// </param>
public readonly record struct RoutingSpec(RoutingKind Kind, double Skew)
{
    /// <summary>
    /// The default spread of popularity: an assumption that the published decode rows bound (docs/decisions/0005).
    /// </summary>
    public const double DefaultSkew = 0.1;

    /// <summary>The greatest skew: the hottest expert then gets thousands of times what a middling one gets.</summary>
    public const double SkewMax = 3;

    /// <summary>Skewed by <see cref="DefaultSkew"/>.</summary>
    public static RoutingSpec Default => new(RoutingKind.Skewed, DefaultSkew);

    /// <summary>Whether the skew is in range.</summary>
    public bool IsValid => Skew >= 0 && Skew <= SkewMax;

    /// <summary>Reads <c>balanced</c>, <c>uniform</c>, <c>skewed</c> or <c>skewed:S</c>.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="skew">What <c>skewed</c> alone means.</param>
    /// <exception cref="FormatException">
    /// The text is none of these, or S is out of range; the message says which.
    /// </exception>
    public static RoutingSpec Parse(string text, double skew = DefaultSkew)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "balanced" => new RoutingSpec(RoutingKind.Balanced, 0),
            "uniform" => new RoutingSpec(RoutingKind.Uniform, 0),
            "skewed" => new RoutingSpec(RoutingKind.Skewed, skew),
            _ when text.StartsWith("skewed:", StringComparison.Ordinal) => Skewed(text["skewed:".Length..]),
            _ => throw new FormatException(
                $"'{text}' is not a routing; write balanced, uniform, skewed or skewed:S with S from 0 to {SkewMax}."),
        };
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Kind switch
    {
        RoutingKind.Balanced => "balanced",
        RoutingKind.Uniform => "uniform",
        _ => string.Create(CultureInfo.InvariantCulture, $"skewed:{Skew}"),
    };

    /// <summary>Draws each expert's popularity in one layer.</summary>
    /// <param name="experts">Number of routed experts.</param>
    /// <param name="stream">The layer's own stream of random numbers.</param>
    /// <returns>Weights [experts], each above 0; their scale means nothing.</returns>
    internal double[] Popularity(int experts, ref SeededStream stream)
    {
        var weights = new double[experts];
        for (var expert = 0; expert < experts; expert++)
        {
            weights[expert] = Transcendentals.Exp(Skew * stream.NextNormal());
        }

        return weights;
    }

    private static RoutingSpec Skewed(string text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var skew)
            || !new RoutingSpec(RoutingKind.Skewed, skew).IsValid)
        {
            throw new FormatException(
                $"'{text}' is not a skew; write skewed:S with S from 0 to {SkewMax}, e.g. skewed:0.2.");
        }

        return new RoutingSpec(RoutingKind.Skewed, skew);
    }
}
