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
        using var scratch = RentedRows<float>.Rent(PanelRows, columns);
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
    private static void RunTile(
        ReadOnlySpan<float> pair, ReadOnlySpan<float> panel, Span<float> upper, Span<float> lower)
    {
        var columns = pair.Length / 2;
        Span<Vector256<float>> sums = stackalloc Vector256<float>[2 * PanelRows];
        SumTile(pair, panel, sums);
        for (var j = 0; j < PanelRows; j++)
        {
            var weights = panel.Slice(j * columns, columns);
            upper[j] = Lanes.Finish(sums[j], pair[..columns], weights);
            lower[j] = Lanes.Finish(sums[PanelRows + j], pair[columns..], weights);
        }
    }

    // Calls nothing and keeps its sums in locals: so they stay in registers.
    private static void SumTile(ReadOnlySpan<float> pair, ReadOnlySpan<float> panel, Span<Vector256<float>> sums)
    {
        var columns = (nuint)pair.Length / 2;
        var whole = Lanes.WholeOf(pair.Length / 2);
        ref var x = ref MemoryMarshal.GetReference(pair);
        ref var w0 = ref MemoryMarshal.GetReference(panel);
        ref var w1 = ref Unsafe.Add(ref w0, columns);
        ref var w2 = ref Unsafe.Add(ref w1, columns);
        ref var w3 = ref Unsafe.Add(ref w2, columns);
        Vector256<float> s00 = default, s01 = default, s02 = default, s03 = default;
        Vector256<float> s10 = default, s11 = default, s12 = default, s13 = default;
        for (nuint k = 0; k < whole; k += Lanes.Count)
        {
            var upper = Vector256.LoadUnsafe(ref x, k);
            var lower = Vector256.LoadUnsafe(ref x, k + columns);
            s00 = Vector256.FusedMultiplyAdd(upper, Vector256.LoadUnsafe(ref w0, k), s00);
            s10 = Vector256.FusedMultiplyAdd(lower, Vector256.LoadUnsafe(ref w0, k), s10);
            s01 = Vector256.FusedMultiplyAdd(upper, Vector256.LoadUnsafe(ref w1, k), s01);
            s11 = Vector256.FusedMultiplyAdd(lower, Vector256.LoadUnsafe(ref w1, k), s11);
            s02 = Vector256.FusedMultiplyAdd(upper, Vector256.LoadUnsafe(ref w2, k), s02);
            s12 = Vector256.FusedMultiplyAdd(lower, Vector256.LoadUnsafe(ref w2, k), s12);
            s03 = Vector256.FusedMultiplyAdd(upper, Vector256.LoadUnsafe(ref w3, k), s03);
            s13 = Vector256.FusedMultiplyAdd(lower, Vector256.LoadUnsafe(ref w3, k), s13);
        }

        (sums[0], sums[1], sums[2], sums[3]) = (s00, s01, s02, s03);
        (sums[4], sums[5], sums[6], sums[7]) = (s10, s11, s12, s13);
    }

    private readonly record struct PanelPlace(int Columns, int Outputs, int FirstOutput);
}
