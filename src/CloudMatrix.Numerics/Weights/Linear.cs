namespace CloudMatrix.Numerics;

/// <summary>A linear layer without bias: y = x · wᵀ.</summary>
/// <param name="weights">w [outputs, inputs].</param>
/// <param name="precision">What y is rounded to.</param>
internal sealed class Linear(IWeightMatrix weights, Precision precision)
{
    /// <summary>Width of y.</summary>
    public int Outputs => weights.Rows;

    /// <summary>The weights themselves, for products that are not with whole rows of x.</summary>
    public IWeightMatrix Weights => weights;

    /// <summary>Multiplies rows.</summary>
    /// <param name="rows">x [rows, inputs].</param>
    /// <param name="result">y [rows, outputs].</param>
    public void Run(ReadOnlySpan<float> rows, Span<float> result)
    {
        MatrixProduct.Run(rows, weights, result);
        precision.Round(result);
    }
}
