using System.Diagnostics.CodeAnalysis;

namespace CloudMatrix.Numerics;

/// <summary>The five parts of rounding a model to 8 bits; each can be left out, so that its worth is seen.</summary>
/// <remarks>Source: arXiv:2506.12708 §4.5.</remarks>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "Parts is what they are.")]
public enum QuantizationParts
{
    /// <summary>Every product in 8 bits, one fixed scale for all rows and one for all of a matrix.</summary>
    None = 0,

    /// <summary>Gates and heads stay as they are.</summary>
    MixedPrecision = 1 << 0,

    /// <summary>Channels of rows are scaled so that product and rounding agree best.</summary>
    ScaleSearch = 1 << 1,

    /// <summary>Rows are turned, where that helps, so that no channel towers over the others.</summary>
    OutlierSuppression = 1 << 2,

    /// <summary>A scale for each row of activations as it comes, and one for each output of the weights.</summary>
    FineScales = 1 << 3,

    /// <summary>Weights are clipped where that helps, and the mean of what rounding shifts is added back.</summary>
    Clipping = 1 << 4,

    /// <summary>
    /// Rounding to nearest and nothing else, of the products and with the scales that all five parts use.
    /// </summary>
    Naive = MixedPrecision | FineScales,

    /// <summary>All five.</summary>
    All = Naive | ScaleSearch | OutlierSuppression | Clipping,
}
