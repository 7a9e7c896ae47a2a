using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>A matrix of 8-bit numbers with a scale for each row, read where it is mapped.</summary>
/// <param name="numbers">w [rows, columns], I8.</param>
/// <param name="scales">t [rows].</param>
internal sealed class Int8Matrix(CheckpointTensor numbers, float[] scales) : IWeightMatrix
{
    /// <inheritdoc/>
    public int Rows { get; } = checked((int)numbers.Shape[0]);

    /// <inheritdoc/>
    public int Columns { get; } = checked((int)numbers.Shape[1]);

    /// <summary>All numbers, in place.</summary>
    public ReadOnlySpan<sbyte> Numbers => numbers.ReadAll<sbyte>();

    /// <summary>What the numbers of each row are multiplied with.</summary>
    public float[] Scales => scales;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Read(Range rows, Span<float> scratch)
    {
        var (first, count) = rows.GetOffsetAndLength(Rows);
        for (var row = 0; row < count; row++)
        {
            var target = scratch.Slice(row * Columns, Columns);
            TensorPrimitives.ConvertChecked<sbyte, float>(numbers.Read<sbyte>((long)(first + row) * Columns, Columns), target);
            TensorPrimitives.Multiply(target, scales[first + row], target);
        }

        return scratch[..(count * Columns)];
    }
}
