using System.Buffers;

namespace CloudMatrix.Numerics;

/// <summary>Packed rows from the pool, given back when disposed; their contents are whatever was there.</summary>
internal readonly ref struct PackedRows : IDisposable
{
    private readonly byte[] _bytes;
    private readonly int _width;

    private PackedRows(byte[] bytes, Span<byte> all, int width)
    {
        _bytes = bytes;
        _width = width;
        All = all;
    }

    /// <summary>All rows, one after the other.</summary>
    public Span<byte> All { get; }

    /// <summary>One row.</summary>
    public Span<byte> this[int row] => All.Slice(row * _width, _width);

    /// <summary>Takes rows from the pool.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="width">Bytes of each.</param>
    public static PackedRows Rent(int rows, int width)
    {
        var count = checked(rows * width);
        var bytes = ArrayPool<byte>.Shared.Rent(count);
        return new PackedRows(bytes, bytes.AsSpan(0, count), width);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
