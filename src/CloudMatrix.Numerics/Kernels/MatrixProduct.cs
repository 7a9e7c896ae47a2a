using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>
/// y[i, j] = Σ_k x[i, k] · w[j, k] in float32. Every y is <see cref="Lanes.Dot"/> of its two rows, whatever else is
/// computed beside it, so that no result depends on how many rows there are or how outputs are shared out.
/// </summary>
/// <remarks>
/// Four rows of weights are decoded at a time and multiplied with two rows of x at a time: eight independent sums keep
/// the multiplier busy, and what was decoded is used for every row.
/// </remarks>
internal static class MatrixProduct
{
    private const int PanelRows = 4;

    /// <summary>Multiplies with all rows of the weights.</summary>
    /// <param name="rows">x [rows, columns of the weights].</param>
    /// <param name="weights">w [outputs, columns].</param>
    /// <param name="result">y [rows, outputs].</param>
    public static void Run(ReadOnlySpan<float> rows, IWeightMatrix weights, Span<float> result) =>
        Run(rows, weights, Range.All, result);

    /// <summary>Multiplies with some rows of the weights.</summary>
    /// <param name="rows">x [rows, columns of the weights].</param>
    /// <param name="weights">w [outputs, columns].</param>
    /// <param name="outputs">Which rows of the weights.</param>
    /// <param name="result">y [rows, length of the range].</param>
    public static void Run(ReadOnlySpan<float> rows, IWeightMatrix weights, Range outputs, Span<float> result)
    {
        var (first, count) = outputs.GetOffsetAndLength(weights.Rows);
        var columns = weights.Columns;
        ArgumentOutOfRangeException.ThrowIfNotEqual(result.Length, rows.Length / columns * count);
        using var scratch = RowBuffer.Rent(PanelRows, columns);
        for (var j = 0; j < count; j += PanelRows)
        {
            var panelRows = Math.Min(PanelRows, count - j);
            var panel = weights.Read((first + j)..(first + j + panelRows), scratch.All);
            RunPanel(rows, panel, new PanelPlace(columns, count, j), result);
        }
    }

    private static void RunPanel(
        ReadOnlySpan<float> rows, ReadOnlySpan<float> panel, PanelPlace place, Span<float> result)
    {
        var (columns, outputs, firstOutput) = place;
        var rowCount = rows.Length / columns;
        var panelRows = panel.Length / columns;
        var i = 0;
        for (; panelRows == PanelRows && i + 1 < rowCount; i += 2)
        {
            RunTile(
                rows.Slice(i * columns, 2 * columns),
                panel,
                result.Slice((i * outputs) + firstOutput, PanelRows),
                result.Slice(((i + 1) * outputs) + firstOutput, PanelRows));
        }

        for (; i < rowCount; i++)
        {
            var row = rows.Slice(i * columns, columns);
            for (var j = 0; j < panelRows; j++)
            {
                result[(i * outputs) + firstOutput + j] = Lanes.Dot(row, panel.Slice(j * columns, columns));
            }
        }
    }

    // Two rows with four weights' rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunTile(
        ReadOnlySpan<float> pair, ReadOnlySpan<float> panel, Span<float> upper, Span<float> lower)
    {
        var columns = pair.Length / 2;
        ref var x = ref MemoryMarshal.GetReference(pair);
        ref var w = ref MemoryMarshal.GetReference(panel);
        var stride = (nuint)columns;
        var whole = Lanes.WholeOf(columns);
        var sums = default(Tile);
        for (nuint k = 0; k < whole; k += Lanes.Count)
        {
            sums.Add(
                (Vector256.LoadUnsafe(ref x, k), Vector256.LoadUnsafe(ref x, k + stride)),
                (Vector256.LoadUnsafe(ref w, k), Vector256.LoadUnsafe(ref w, k + stride)),
                (Vector256.LoadUnsafe(ref w, k + (2 * stride)), Vector256.LoadUnsafe(ref w, k + (3 * stride))));
        }

        if (whole < stride)
        {
            sums.Add(
                (Lanes.Rest(pair[..columns]), Lanes.Rest(pair[columns..])),
                (Lanes.Rest(panel[..columns]), Lanes.Rest(panel[columns..(2 * columns)])),
                (Lanes.Rest(panel[(2 * columns)..(3 * columns)]), Lanes.Rest(panel[(3 * columns)..])));
        }

        sums.Reduce(upper, lower);
    }

    private readonly record struct PanelPlace(int Columns, int Outputs, int FirstOutput);

    private struct Tile
    {
        private Vector256<float> _upper0;
        private Vector256<float> _upper1;
        private Vector256<float> _upper2;
        private Vector256<float> _upper3;
        private Vector256<float> _lower0;
        private Vector256<float> _lower1;
        private Vector256<float> _lower2;
        private Vector256<float> _lower3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(
            (Vector256<float> Upper, Vector256<float> Lower) x,
            (Vector256<float> First, Vector256<float> Second) w01,
            (Vector256<float> First, Vector256<float> Second) w23)
        {
            _upper0 = Vector256.FusedMultiplyAdd(x.Upper, w01.First, _upper0);
            _upper1 = Vector256.FusedMultiplyAdd(x.Upper, w01.Second, _upper1);
            _upper2 = Vector256.FusedMultiplyAdd(x.Upper, w23.First, _upper2);
            _upper3 = Vector256.FusedMultiplyAdd(x.Upper, w23.Second, _upper3);
            _lower0 = Vector256.FusedMultiplyAdd(x.Lower, w01.First, _lower0);
            _lower1 = Vector256.FusedMultiplyAdd(x.Lower, w01.Second, _lower1);
            _lower2 = Vector256.FusedMultiplyAdd(x.Lower, w23.First, _lower2);
            _lower3 = Vector256.FusedMultiplyAdd(x.Lower, w23.Second, _lower3);
        }

        public readonly void Reduce(Span<float> upper, Span<float> lower)
        {
            upper[0] = Lanes.Reduce(_upper0);
            upper[1] = Lanes.Reduce(_upper1);
            upper[2] = Lanes.Reduce(_upper2);
            upper[3] = Lanes.Reduce(_upper3);
            lower[0] = Lanes.Reduce(_lower0);
            lower[1] = Lanes.Reduce(_lower1);
            lower[2] = Lanes.Reduce(_lower2);
            lower[3] = Lanes.Reduce(_lower3);
        }
    }
}
