using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace CloudMatrix.Numerics;

/// <summary>Rows from the pool, given back when disposed; their contents are whatever was there.</summary>
/// <typeparam name="T">float for numbers, byte for packed rows.</typeparam>
public readonly ref struct RentedRows<T> : IDisposable
    where T : unmanaged
{
    private readonly T[] _items;
    private readonly int _width;

    private RentedRows(T[] items, Span<T> all, int width)
    {
        _items = items;
        _width = width;
        All = all;
    }

    /// <summary>All rows, one after the other.</summary>
    public Span<T> All { get; }

    /// <summary>One row.</summary>
    public Span<T> this[int row] => All.Slice(row * _width, _width);

    /// <summary>Takes rows from the pool.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="width">Items of each.</param>
    [SuppressMessage("Design", "CA1000", Justification = "What is rented is told by its type.")]
    public static RentedRows<T> Rent(int rows, int width)
    {
        var count = checked(rows * width);
        var items = ArrayPool<T>.Shared.Rent(count);
        return new RentedRows<T>(items, items.AsSpan(0, count), width);
    }

    /// <summary>Gives them back.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_items);
}
