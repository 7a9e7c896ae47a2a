namespace CloudMatrix.Numerics;

/// <summary>Stands in for a matrix with a fault until loading ends with all faults.</summary>
internal sealed class MissingMatrix : IWeightMatrix
{
    private MissingMatrix()
    {
    }

    /// <summary>The only one.</summary>
    public static MissingMatrix Instance { get; } = new();

    /// <inheritdoc/>
    public int Rows => 0;

    /// <inheritdoc/>
    public int Columns => 0;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Read(Range rows, Span<float> scratch) =>
        throw new InvalidOperationException("A model with faults is not computed.");
}
