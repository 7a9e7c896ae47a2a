using System.Runtime.InteropServices;

namespace CloudMatrix.Numerics;

/// <summary>
/// What rows look like on their way between a token and its experts: bytes, so that they can stand in any window and
/// any message. Nothing is lost on the way: a row is packed as what it was already rounded to.
/// </summary>
/// <param name="width">Numbers of a row.</param>
/// <param name="precision">What rows and answers are rounded to.</param>
internal sealed class ExpertWire(int width, Precision precision)
{
    /// <summary>Bytes of a row, on the way there or back.</summary>
    public int RowBytes => width * (precision == Precision.Fp32 ? sizeof(float) : sizeof(ushort));

    /// <summary>Packs rows.</summary>
    /// <param name="rows">[rows, width].</param>
    /// <param name="packed">[rows, row bytes].</param>
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
    /// <param name="packed">[rows, row bytes].</param>
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
