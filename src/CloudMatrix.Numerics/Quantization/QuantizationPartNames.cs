using System.Collections.Immutable;

namespace CloudMatrix.Numerics;

/// <summary>What people call the parts of the scheme.</summary>
public static class QuantizationPartNames
{
    /// <summary>Each part and its name, in the paper's order.</summary>
    public static ImmutableArray<(string Name, QuantizationParts Part)> All { get; } =
    [
        ("mixed-precision", QuantizationParts.MixedPrecision),
        ("scale-search", QuantizationParts.ScaleSearch),
        ("outlier-suppression", QuantizationParts.OutlierSuppression),
        ("fine-scales", QuantizationParts.FineScales),
        ("clipping", QuantizationParts.Clipping),
    ];

    /// <summary>Names of the parts in a set.</summary>
    public static ImmutableArray<string> Of(QuantizationParts parts) =>
        [.. All.Where(pair => parts.HasFlag(pair.Part)).Select(pair => pair.Name)];
}
