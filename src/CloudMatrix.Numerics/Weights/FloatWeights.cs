namespace CloudMatrix.Numerics;

/// <summary>Weights that are multiplied in float32, however they are stored.</summary>
/// <param name="matrix">w [outputs, inputs].</param>
/// <param name="precision">What x is rounded to.</param>
internal sealed class FloatWeights(IWeightMatrix matrix, Precision precision) : ILinearWeights
{
    private readonly FloatRows _input = new(matrix.Columns, precision);

    /// <inheritdoc/>
    public int Outputs => matrix.Rows;

    /// <inheritdoc/>
    public IRowFormat Input => _input;

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> rows, Span<float> result) => MatrixProduct.Run(rows, matrix, result);

    /// <inheritdoc/>
    public void MultiplyPacked(ReadOnlySpan<byte> packed, Span<float> result)
    {
        using var rows = RentedRows<float>.Rent(packed.Length / _input.RowBytes, matrix.Columns);
        _input.Unpack(packed, rows.All);
        Multiply(rows.All, result);
    }
}
