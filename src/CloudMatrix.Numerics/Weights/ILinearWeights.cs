namespace CloudMatrix.Numerics;

/// <summary>What a linear layer multiplies with, and how: y = x · wᵀ.</summary>
internal interface ILinearWeights
{
    /// <summary>Width of y.</summary>
    int Outputs { get; }

    /// <summary>How rows of x are packed.</summary>
    IRowFormat Input { get; }

    /// <summary>Multiplies rows.</summary>
    /// <param name="rows">x [rows, inputs].</param>
    /// <param name="result">y [rows, outputs].</param>
    void Multiply(ReadOnlySpan<float> rows, Span<float> result);

    /// <summary>Multiplies packed rows: the same as before they were packed.</summary>
    /// <param name="packed">[rows, bytes of <see cref="Input"/>].</param>
    /// <param name="result">y [rows, outputs].</param>
    void MultiplyPacked(ReadOnlySpan<byte> packed, Span<float> result);
}
