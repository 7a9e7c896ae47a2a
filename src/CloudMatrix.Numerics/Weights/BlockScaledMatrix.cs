using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>
/// A matrix in F8_E4M3 with a float32 scale for each block of 128 × 128, as DeepSeek-V3 is published:
/// w[i, j] = q[i, j] · s[⌊i / 128⌋, ⌊j / 128⌋].
/// </summary>
/// <param name="numbers">q [rows, columns].</param>
/// <param name="scales">s [⌈rows / 128⌉, ⌈columns / 128⌉], F32: <c>weight_scale_inv</c>.</param>
/// <remarks>Source: arXiv:2412.19437 §3.3.2; DeepSeek-V3's inference/kernel.py, weight_dequant.</remarks>
internal sealed class BlockScaledMatrix(CheckpointTensor numbers, CheckpointTensor scales) : IWeightMatrix
{
    /// <summary>Rows and columns of a block.</summary>
    public const int Block = 128;

    /// <inheritdoc/>
    public int Rows { get; } = checked((int)numbers.Shape[0]);

    /// <inheritdoc/>
    public int Columns { get; } = checked((int)numbers.Shape[1]);

    /// <summary>Blocks that so many rows or columns make.</summary>
    public static int BlocksOf(int size) => (size + Block - 1) / Block;

    /// <inheritdoc/>
    public ReadOnlySpan<float> Read(Range rows, Span<float> scratch)
    {
        var (first, count) = rows.GetOffsetAndLength(Rows);
        for (var i = 0; i < count; i++)
        {
            ReadRow(first + i, scratch.Slice(i * Columns, Columns));
        }

        return scratch[..(count * Columns)];
    }

    private void ReadRow(int row, Span<float> target)
    {
        Float8E4M3.Widen(numbers.Read<byte>((long)row * Columns, Columns), target);
        var blocks = BlocksOf(Columns);
        var scaleOfBlock = scales.Read<float>((long)(row / Block) * blocks, blocks);
        for (var block = 0; block < blocks; block++)
        {
            var part = target[(block * Block)..Math.Min(Columns, (block + 1) * Block)];
            TensorPrimitives.Multiply(part, scaleOfBlock[block], part);
        }
    }
}
