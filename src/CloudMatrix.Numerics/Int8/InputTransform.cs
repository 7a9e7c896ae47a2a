using System.Numerics.Tensors;

namespace CloudMatrix.Numerics;

/// <summary>
/// What is done to rows before they are rounded, so that no channel towers over the others; its inverse is in the
/// weights: x · wᵀ = (x ∘ c · H) · (w / c · H)ᵀ.
/// </summary>
/// <param name="ChannelScales">c [width]; null for ones.</param>
/// <param name="RotationBlock">H turns blocks of so many channels: a power of two that divides the width, or 1.</param>
/// <remarks>
/// H is the Walsh–Hadamard matrix over √n, which is its own inverse; sources: SmoothQuant (arXiv:2211.10438) for c,
/// QuaRot (arXiv:2404.00456) for H.
/// </remarks>
internal sealed record InputTransform(float[]? ChannelScales, int RotationBlock)
{
    /// <summary>Leaves rows as they are.</summary>
    public static InputTransform None { get; } = new(null, 1);

    /// <summary>The largest block that can turn rows of a width.</summary>
    public static int LargestBlock(int width) => width & -width;

    /// <summary>Transforms a row of x in place.</summary>
    public void Apply(Span<float> row)
    {
        if (ChannelScales is not null)
        {
            TensorPrimitives.Multiply(row, ChannelScales, row);
        }

        Rotate(row);
    }

    /// <summary>Transforms a row of w in place, so that its product with a transformed row is the same.</summary>
    public void ApplyInverse(Span<float> row)
    {
        if (ChannelScales is not null)
        {
            TensorPrimitives.Divide(row, ChannelScales, row);
        }

        Rotate(row);
    }

    private void Rotate(Span<float> row)
    {
        if (RotationBlock == 1)
        {
            return;
        }

        for (var first = 0; first < row.Length; first += RotationBlock)
        {
            Hadamard(row.Slice(first, RotationBlock));
        }

        TensorPrimitives.Multiply(row, 1 / MathF.Sqrt(RotationBlock), row);
    }

    // Sums and differences of halves, then of their halves, and so on.
    private static void Hadamard(Span<float> block)
    {
        for (var half = block.Length / 2; half > 0; half /= 2)
        {
            for (var first = 0; first < block.Length; first += 2 * half)
            {
                for (var i = first; i < first + half; i++)
                {
                    (block[i], block[i + half]) = (block[i] + block[i + half], block[i] - block[i + half]);
                }
            }
        }
    }
}
