using System.Diagnostics.CodeAnalysis;

namespace CloudMatrix.Model;

/// <summary>How a checkpoint's large matrices are stored.</summary>
public enum WeightQuantization
{
    /// <summary>As floats.</summary>
    None,

    /// <summary>In 8-bit floats with a scale for each block of 128 × 128.</summary>
    Float8,

    /// <summary>
    /// In 8-bit whole numbers with a scale for each row, to be multiplied with rows that are rounded too.
    /// </summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The name of the format is what the field calls it.")]
    Int8,
}
