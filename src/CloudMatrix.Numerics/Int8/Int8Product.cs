using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>
/// y[i, j] = Σ_k x[i, k] · w[j, k] of 8-bit numbers, exact in 32 bits up to 130,000 columns, so that every processor and
/// every order gives the same.
/// </summary>
internal static class Int8Product
{
    private const int PanelRows = 4;

    // As 16-bit numbers, these many rows of a wide model's width are half of a second-level cache.
    private const int RowsPerBlock = 16;

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

        var wide = ArrayPool<short>.Shared.Rent(Math.Min(rows.Count, RowsPerBlock) * shape.Stride);
        for (var first = 0; first < rows.Count; first += RowsPerBlock)
        {
            var count = Math.Min(RowsPerBlock, rows.Count - first);
            for (var row = 0; row < count; row++)
            {
                shape.Widen(rows[first + row], wide.AsSpan(row * shape.Stride, shape.Stride), TTile.Group);
            }

            RunBlock<TTile>(
                wide.AsSpan(0, count * shape.Stride), weights, shape, sums.Slice(first * outputs, count * outputs));
        }

        ArrayPool<short>.Shared.Return(wide);
    }

    private static void RunBlock<TTile>(
        Span<short> wide, ReadOnlySpan<sbyte> weights, Int8Shape shape, Span<int> sums)
        where TTile : struct, IInt8Tile
    {
        var (rows, outputs) = (wide.Length / shape.Stride, weights.Length / shape.Columns);
        ref var x = ref MemoryMarshal.GetReference(wide);
        ref var y = ref MemoryMarshal.GetReference(sums);
        Span<Vector128<int>> tile = stackalloc Vector128<int>[TTile.Rows];
        for (var next = 0; next < outputs; next += PanelRows)
        {
            // The last four overlap those before them where four does not divide the outputs.
            var j = Math.Min(next, outputs - PanelRows);
            ref var w = ref Unsafe.Add(ref MemoryMarshal.GetReference(weights), (nint)j * shape.Columns);
            var i = 0;
            for (; i + TTile.Rows <= rows; i += TTile.Rows)
            {
                TTile.Sum(ref Unsafe.Add(ref x, i * shape.Stride), ref w, shape, tile);
                for (var row = 0; row < TTile.Rows; row++)
                {
                    tile[row].StoreUnsafe(ref y, (nuint)(((i + row) * outputs) + j));
                }
            }

            for (; i < rows; i++)
            {
                TTile.SumRow(ref Unsafe.Add(ref x, i * shape.Stride), ref w, shape)
                    .StoreUnsafe(ref y, (nuint)((i * outputs) + j));
            }
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
