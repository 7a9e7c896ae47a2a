using System.Collections.Immutable;
using CloudMatrix.Model;
using CloudMatrix.Numerics;

namespace CloudMatrix.Commands;

/// <summary>A way to compute a model whose accuracy is asked for.</summary>
/// <param name="Name">
/// As the user writes it: "fp32", "bf16", "int8", "int8:naive", "int8:none" or "int8:no-PART".
/// </param>
/// <param name="Precision">What activations are rounded to.</param>
/// <param name="Parts">Of the scheme that rounds to 8 bits.</param>
internal sealed record AccuracyWay(string Name, Precision Precision, QuantizationParts Parts)
{
    private const string Without = "int8:no-";

    /// <summary>What is computed where the user does not say.</summary>
    public static ImmutableArray<AccuracyWay> DefaultsOf(DeepSeekSpec spec)
    {
        string[] names = spec.Quantization == WeightQuantization.Int8
            ? ["int8"]
            : ["fp32", "bf16", "int8:naive", "int8"];
        return [.. names.Select(Parse)];
    }

    private static string Known =>
        "fp32, bf16, int8, int8:naive, int8:none, "
        + string.Join(", ", QuantizationPartNames.All.Select(pair => Without + pair.Name));

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">There is no such way.</exception>
    public static AccuracyWay Parse(string text) => text switch
    {
        "fp32" => new AccuracyWay(text, Precision.Fp32, QuantizationParts.All),
        "bf16" => new AccuracyWay(text, Precision.Bf16, QuantizationParts.All),
        "int8" => new AccuracyWay(text, Precision.Int8, QuantizationParts.All),
        "int8:naive" => new AccuracyWay(text, Precision.Int8, QuantizationParts.Naive),
        "int8:none" => new AccuracyWay(text, Precision.Int8, QuantizationParts.None),
        _ => QuantizationPartNames.All.Where(pair => text == Without + pair.Name)
            .Select(pair => new AccuracyWay(text, Precision.Int8, QuantizationParts.All & ~pair.Part))
            .SingleOrDefault() ?? throw new FormatException($"'{text}' is none of {Known}."),
    };
}
