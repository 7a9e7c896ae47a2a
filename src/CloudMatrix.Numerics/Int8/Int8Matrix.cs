using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>
/// A matrix of 8-bit numbers with a scale for each row, read where it is mapped; where rows are short and that is
/// faster, a copy in panels is multiplied with.
/// </summary>
/// <param name="numbers">w [rows, columns], I8.</param>
/// <param name="scales">t [rows].</param>
internal sealed class Int8Matrix(CheckpointTensor numbers, float[] scales) : IWeightMatrix
{
    private readonly Int8Panels? _panels = Int8Panels.AreFaster((int)numbers.Shape[1])
        ? new Int8Panels(numbers.ReadAll<sbyte>(), (int)numbers.Shape[1])
        : null;

    /// <inheritdoc/>
    public int Rows { get; } = checked((int)numbers.Shape[0]);

    /// <inheritdoc/>
    public int Columns { get; } = checked((int)numbers.Shape[1]);

    /// <summary>What the numbers of each row are multiplied with.</summary>
    public float[] Scales => scales;

    /// <summary>Multiplies rows.</summary>
    /// <param name="rows">x.</param>
    /// <param name="sums">x · wᵀ without the scales [rows of x, rows].</param>
    public void Multiply(Int8Rows rows, Span<int> sums)
    {
        if (_panels is null)
        {
            Int8Product.Run(rows, numbers.ReadAll<sbyte>(), sums);
        }
        else
        {
            _panels.Multiply(rows, sums);
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Read(Range rows, Span<float> scratch)
    {
        var (first, count) = rows.GetOffsetAndLength(Rows);
        for (var row = 0; row < count; row++)
        {
            var target = scratch.Slice(row * Columns, Columns);
            var own = numbers.Read<sbyte>((long)(first + row) * Columns, Columns);
            TensorPrimitives.ConvertChecked(own, target);
            TensorPrimitives.Multiply(target, scales[first + row], target);
        }

        return scratch[..(count * Columns)];
    }
}
