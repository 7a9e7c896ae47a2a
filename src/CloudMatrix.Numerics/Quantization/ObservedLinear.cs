namespace CloudMatrix.Numerics;

/// <summary>A linear layer that keeps some of the rows that it multiplies.</summary>
/// <param name="plan">The layer.</param>
/// <param name="matrix">Its weights.</param>
/// <param name="weights">What multiplies.</param>
internal sealed class ObservedLinear(LinearPlan plan, IWeightMatrix matrix, ILinearWeights weights) : ILinearWeights
{
    /// <summary>The layer.</summary>
    public LinearPlan Plan => plan;

    /// <summary>Its weights.</summary>
    public IWeightMatrix Matrix => matrix;

    /// <summary>Rows that it multiplied.</summary>
    public ActivationSample Sample { get; } = new(plan.Size.Inputs);

    /// <inheritdoc/>
    public int Outputs => weights.Outputs;

    /// <inheritdoc/>
    public IRowFormat Input => weights.Input;

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<float> rows, Span<float> result)
    {
        Sample.Add(rows);
        weights.Multiply(rows, result);
    }

    /// <inheritdoc/>
    public void MultiplyPacked(ReadOnlySpan<byte> packed, Span<float> result)
    {
        using var rows = RentedRows<float>.Rent(packed.Length / Input.RowBytes, plan.Size.Inputs);
        ((FloatRows)Input).Unpack(packed, rows.All);
        Multiply(rows.All, result);
    }
}
