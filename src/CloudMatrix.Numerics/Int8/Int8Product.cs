using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>
/// y[i, j] = Σ_k x[i, k] · w[j, k] of 8-bit numbers, exact in 32 bits up to 130,000 columns, so that every processor
/// and every order gives the same.
/// </summary>
internal static class Int8Product
{
    private const int PanelRows = 4;
    private const int OutputsPerLine = 16;

    // Rows of x that stay in a second-level cache while all weights pass by: a quarter of a megabyte of them.
    private const int NumbersPerBlock = 1 << 17;
    private const int MostRowsPerBlock = 64;

    /// <summary>Multiplies, as fast as this processor can.</summary>
    /// <param name="rows">x.</param>
    /// <param name="weights">w [outputs, columns].</param>
    /// <param name="sums">y [rows, outputs].</param>
    public static void Run(Int8Rows rows, ReadOnlySpan<sbyte> weights, Span<int> sums)
    {
        if (Avx512Tile.IsSupported && rows.Columns >= Avx512Tile.Group)
        {
            Run<Avx512Tile>(rows, weights, sums);
        }
        else if (Avx2Tile.IsSupported && rows.Columns >= Avx2Tile.Group)
        {
            Run<Avx2Tile>(rows, weights, sums);
        }
        else
        {
            Run<PortableTile>(rows, weights, sums);
        }
    }

    /// <summary>Multiplies in one particular way.</summary>
    /// <typeparam name="TTile">A way that this processor supports, with a group no longer than a row.</typeparam>
    public static void Run<TTile>(Int8Rows rows, ReadOnlySpan<sbyte> weights, Span<int> sums)
        where TTile : struct, IInt8Tile
    {
        var shape = Int8Shape.Of(rows.Columns, TTile.Group);
        var outputs = weights.Length / rows.Columns;
        ArgumentOutOfRangeException.ThrowIfNotEqual(outputs * rows.Columns, weights.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(sums.Length, rows.Count * outputs);
        if (outputs < PanelRows)
        {
            RunFewOutputs(rows, weights, sums);
            return;
        }

        var rowsPerBlock = Math.Clamp(NumbersPerBlock / shape.Stride, 1, MostRowsPerBlock);
        using var wide = AlignedNumbers.Rent(Math.Min(rows.Count, rowsPerBlock) * shape.Stride);
        for (var first = 0; first < rows.Count; first += rowsPerBlock)
        {
            var count = Math.Min(rowsPerBlock, rows.Count - first);
            for (var row = 0; row < count; row++)
            {
                shape.Widen(rows[first + row], wide.All.Slice(row * shape.Stride, shape.Stride), TTile.Group);
            }

            RunBlock<TTile>(
                wide.All[..(count * shape.Stride)], weights, shape, sums.Slice(first * outputs, count * outputs));
        }
    }

    // Sums of a few outputs stand together until a line of memory is full: results of many outputs lie so far apart
    // that their lines would drive one another out of the cache.
    private static void RunBlock<TTile>(
        Span<short> wide, ReadOnlySpan<sbyte> weights, Int8Shape shape, Span<int> sums)
        where TTile : struct, IInt8Tile
    {
        var (rows, outputs) = (wide.Length / shape.Stride, weights.Length / shape.Columns);
        var width = Math.Min(OutputsPerLine, outputs);
        Span<int> line = stackalloc int[rows * OutputsPerLine];
        for (var next = 0; next < outputs; next += width)
        {
            // The last outputs overlap those before them where they do not fill a line.
            var first = Math.Min(next, outputs - width);
            for (var panel = 0; panel < width; panel += PanelRows)
            {
                var output = Math.Min(panel, width - PanelRows);
                ref var w = ref Unsafe.Add(
                    ref MemoryMarshal.GetReference(weights), (nint)(first + output) * shape.Columns);
                RunPanel<TTile>(wide, ref w, shape, line[output..]);
            }

            for (var row = 0; row < rows; row++)
            {
                line.Slice(row * OutputsPerLine, width).CopyTo(sums.Slice((row * outputs) + first, width));
            }
        }
    }

    private static void RunPanel<TTile>(Span<short> wide, ref sbyte w, Int8Shape shape, Span<int> line)
        where TTile : struct, IInt8Tile
    {
        var rows = wide.Length / shape.Stride;
        ref var x = ref MemoryMarshal.GetReference(wide);
        Span<Vector128<int>> tile = stackalloc Vector128<int>[TTile.Rows];
        var i = 0;
        for (; i + TTile.Rows <= rows; i += TTile.Rows)
        {
            TTile.Sum(ref Unsafe.Add(ref x, i * shape.Stride), ref w, shape, tile);
            for (var row = 0; row < TTile.Rows; row++)
            {
                tile[row].CopyTo(line[((i + row) * OutputsPerLine)..]);
            }
        }

        for (; i < rows; i++)
        {
            TTile.SumRow(ref Unsafe.Add(ref x, i * shape.Stride), ref w, shape).CopyTo(line[(i * OutputsPerLine)..]);
        }
    }

    private static void RunFewOutputs(Int8Rows rows, ReadOnlySpan<sbyte> weights, Span<int> sums)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var x = rows[row];
            for (var output = 0; output < sums.Length / rows.Count; output++)
            {
                var (sum, w) = (0, output * x.Length);
                for (var k = 0; k < x.Length; k++)
                {
                    sum += x[k] * weights[w + k];
                }

                sums[(row * (sums.Length / rows.Count)) + output] = sum;
            }
        }
    }
}
