using System.Buffers;

namespace CloudMatrix.Numerics;

/// <summary>Rows of float32 from the pool, given back when disposed; their contents are whatever was there.</summary>
internal readonly ref struct RowBuffer : IDisposable
{
    private readonly float[] _numbers;
    private readonly int _width;

    private RowBuffer(float[] numbers, Span<float> all, int width)
    {
        _numbers = numbers;
        _width = width;
        All = all;
    }

    /// <summary>All rows, one after the other.</summary>
    public Span<float> All { get; }

    /// <summary>One row.</summary>
    public Span<float> this[int row] => All.Slice(row * _width, _width);

    /// <summary>Takes rows from the pool.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="width">Numbers of each.</param>
    public static RowBuffer Rent(int rows, int width)
    {
        var count = checked(rows * width);
        var numbers = ArrayPool<float>.Shared.Rent(count);
        return new RowBuffer(numbers, numbers.AsSpan(0, count), width);
    }

    public void Dispose() => ArrayPool<float>.Shared.Return(_numbers);
}
