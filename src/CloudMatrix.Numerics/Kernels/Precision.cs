using System.Diagnostics.CodeAnalysis;

namespace CloudMatrix.Numerics;

/// <summary>What activations are rounded to between operators; inside an operator all is float32.</summary>
public enum Precision
{
    /// <summary>Not at all.</summary>
    Fp32,

    /// <summary>To bfloat16, as a checkpoint in bfloat16 is served.</summary>
    Bf16,

    /// <summary>
    /// To bfloat16, and for the large products to 8 bits: rows of activations as they come, weights beforehand.
    /// </summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The name of the format is what the field calls it.")]
    Int8,
}
