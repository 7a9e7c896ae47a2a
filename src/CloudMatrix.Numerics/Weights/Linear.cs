namespace CloudMatrix.Numerics;

/// <summary>A linear layer without bias: y = x · wᵀ.</summary>
/// <param name="weights">w.</param>
/// <param name="precision">What y is rounded to.</param>
internal sealed class Linear(ILinearWeights weights, Precision precision)
{
    /// <summary>Width of y.</summary>
    public int Outputs => weights.Outputs;

    /// <summary>How rows of x are packed.</summary>
    public IRowFormat Input => weights.Input;

    /// <summary>Multiplies rows.</summary>
    /// <param name="rows">x [rows, inputs].</param>
    /// <param name="result">y [rows, outputs].</param>
    public void Run(ReadOnlySpan<float> rows, Span<float> result)
    {
        weights.Multiply(rows, result);
        precision.Round(result);
    }

    /// <summary>Multiplies packed rows.</summary>
    /// <param name="packed">[rows, bytes of <see cref="Input"/>].</param>
    /// <param name="result">y [rows, outputs].</param>
    public void RunPacked(ReadOnlySpan<byte> packed, Span<float> result)
    {
        weights.MultiplyPacked(packed, result);
        precision.Round(result);
    }
}
