using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>A matrix of a checkpoint, read where it is mapped: F32 in place, BF16 and F16 widened row by row.</summary>
/// <param name="tensor">[rows, columns].</param>
internal sealed class MappedMatrix(CheckpointTensor tensor) : IWeightMatrix
{
    /// <inheritdoc/>
    public int Rows { get; } = checked((int)tensor.Shape[0]);

    /// <inheritdoc/>
    public int Columns { get; } = checked((int)tensor.Shape[1]);

    /// <summary>Whether a tensor is stored so that its numbers alone are the weights.</summary>
    public static bool CanRead(CheckpointTensor tensor) =>
        tensor.Format is TensorFormat.F32 or TensorFormat.Bf16 or TensorFormat.F16;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Read(Range rows, Span<float> scratch)
    {
        var (first, count) = rows.GetOffsetAndLength(Rows);
        return Read(tensor, (long)first * Columns, scratch[..(count * Columns)]);
    }

    /// <summary>Numbers of a tensor as float32, in place or in the scratch.</summary>
    /// <param name="tensor">One that <see cref="CanRead"/>.</param>
    /// <param name="first">The first number.</param>
    /// <param name="scratch">As long as what is read.</param>
    public static ReadOnlySpan<float> Read(CheckpointTensor tensor, long first, Span<float> scratch)
    {
        switch (tensor.Format)
        {
            case TensorFormat.F32:
                return tensor.Read<float>(first, scratch.Length);
            case TensorFormat.Bf16:
                BFloat16.Widen(tensor.Read<ushort>(first, scratch.Length), scratch);
                return scratch;
            default:
                TensorPrimitives.ConvertToSingle(tensor.Read<Half>(first, scratch.Length), scratch);
                return scratch;
        }
    }
}
