using System.Runtime.InteropServices;

namespace CloudMatrix.Numerics;

/// <summary>
/// Rows as float32, or as the bfloat16 that they were already rounded to: nothing is lost on the way.
/// </summary>
/// <param name="width">Numbers of a row.</param>
/// <param name="precision">What rows are rounded to.</param>
internal sealed class FloatRows(int width, Precision precision) : IRowFormat
{
    /// <inheritdoc/>
    public int RowBytes => width * (precision == Precision.Fp32 ? sizeof(float) : sizeof(ushort));

    /// <inheritdoc/>
    public void Pack(ReadOnlySpan<float> rows, Span<byte> packed)
    {
        if (precision == Precision.Fp32)
        {
            MemoryMarshal.AsBytes(rows).CopyTo(packed);
        }
        else
        {
            BFloat16.Narrow(rows, MemoryMarshal.Cast<byte, ushort>(packed));
        }
    }

    /// <summary>Unpacks rows.</summary>
    /// <param name="packed">[rows, <see cref="RowBytes"/>].</param>
    /// <param name="rows">[rows, width].</param>
    public void Unpack(ReadOnlySpan<byte> packed, Span<float> rows)
    {
        if (precision == Precision.Fp32)
        {
            MemoryMarshal.Cast<byte, float>(packed).CopyTo(rows);
        }
        else
        {
            BFloat16.Widen(MemoryMarshal.Cast<byte, ushort>(packed), rows);
        }
    }
}
