using System.Runtime.InteropServices;

namespace CloudMatrix.Numerics;

/// <summary>Packed rows of 8-bit numbers, each followed by its float32 scale: x[k] = number[k] · scale.</summary>
/// <param name="packed">[rows, columns + 4].</param>
/// <param name="columns">Numbers of a row.</param>
internal readonly ref struct Int8Rows(ReadOnlySpan<byte> packed, int columns)
{
    /// <summary>Bytes of a row's scale.</summary>
    public const int ScaleBytes = sizeof(float);

    private readonly ReadOnlySpan<byte> _packed = packed;

    /// <summary>Numbers of a row.</summary>
    public int Columns { get; } = columns;

    /// <summary>Rows.</summary>
    public int Count => _packed.Length / (Columns + ScaleBytes);

    /// <summary>The numbers of a row.</summary>
    public ReadOnlySpan<sbyte> this[int row] =>
        MemoryMarshal.Cast<byte, sbyte>(_packed.Slice(row * (Columns + ScaleBytes), Columns));

    /// <summary>The scale of a row.</summary>
    public float ScaleOf(int row) => MemoryMarshal.Read<float>(_packed[((row * (Columns + ScaleBytes)) + Columns)..]);
}
