using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CloudMatrix.Numerics;

/// <summary>
/// Weights of short rows, rearranged so that the sums of sixteen outputs stand side by side and none goes across a
/// vector: for rows as short as those of a tiny model's experts that would take longer than the products.
/// </summary>
/// <remarks>
/// <code>
/// panels  [⌈outputs / 16⌉, ⌈columns / 2⌉, 16 outputs, 2 columns]   a copy, rounded up with zeros
/// </code>
/// </remarks>
internal sealed class Int8Panels
{
    private const int PanelOutputs = 16;
    private const int PairBytes = 2 * PanelOutputs;
    private const int RowsPerTile = 8;

    // Longer rows are multiplied as fast where they are mapped.
    private const int ShortColumns = 128;

    private readonly int _outputs;
    private readonly int _columns;
    private readonly int _pairs;
    private readonly sbyte[] _panels;

    /// <summary>Rearranges weights.</summary>
    /// <param name="weights">[outputs, columns].</param>
    /// <param name="columns">Numbers of a row.</param>
    public Int8Panels(ReadOnlySpan<sbyte> weights, int columns)
    {
        _outputs = weights.Length / columns;
        _columns = columns;
        _pairs = (columns + 1) / 2;
        _panels = new sbyte[(_outputs + PanelOutputs - 1) / PanelOutputs * _pairs * PairBytes];
        for (var i = 0; i < weights.Length; i++)
        {
            var (output, column) = Math.DivRem(i, columns);
            var pair = ((output / PanelOutputs) * _pairs) + (column / 2);
            _panels[(pair * PairBytes) + (2 * (output % PanelOutputs)) + (column % 2)] = weights[i];
        }
    }

    /// <summary>Whether weights of such rows are worth a copy on this processor.</summary>
    public static bool AreFaster(int columns) => Avx512BW.IsSupported && columns < ShortColumns;

    /// <summary>Multiplies: the same as <see cref="Int8Product"/>.</summary>
    /// <param name="rows">x.</param>
    /// <param name="sums">y [rows, outputs].</param>
    public void Multiply(Int8Rows rows, Span<int> sums)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sums.Length, rows.Count * _outputs);
        var wide = ArrayPool<int>.Shared.Rent(Math.Max(rows.Count, 1) * _pairs);
        var shape = new Int8Shape(_columns, _columns);
        for (var row = 0; row < rows.Count; row++)
        {
            var target = MemoryMarshal.Cast<int, short>(wide.AsSpan(row * _pairs, _pairs));
            target[^1] = 0;
            shape.Widen(rows[row], target[.._columns], group: 1);
        }

        Span<Vector512<int>> tile = stackalloc Vector512<int>[RowsPerTile];
        for (var first = 0; first < _outputs; first += PanelOutputs)
        {
            ref var w = ref _panels[first / PanelOutputs * _pairs * PairBytes];
            for (var i = 0; i < rows.Count;)
            {
                ref var x = ref wide[i * _pairs];
                var isTile = i + RowsPerTile <= rows.Count;
                tile[0] = isTile ? Sum(ref x, ref w, tile) : SumRow(ref x, ref w);
                var count = isTile ? RowsPerTile : 1;
                for (var row = 0; row < count; row++)
                {
                    Store(tile[row], sums, ((i + row) * _outputs) + first, _outputs - first);
                }

                i += count;
            }
        }

        ArrayPool<int>.Shared.Return(wide);
    }

    // The last panel of a row may be wider than what is left of it.
    private static void Store(Vector512<int> panel, Span<int> sums, int place, int left)
    {
        if (left >= PanelOutputs)
        {
            panel.StoreUnsafe(ref MemoryMarshal.GetReference(sums), (nuint)place);
            return;
        }

        for (var j = 0; j < left; j++)
        {
            sums[place + j] = panel[j];
        }
    }

    private Vector512<int> SumRow(ref int x, ref sbyte w)
    {
        var sum = Vector512<int>.Zero;
        for (var pair = 0; pair < _pairs; pair++)
        {
            sum = Add(sum, Unsafe.Add(ref x, pair), Load(ref w, pair));
        }

        return sum;
    }

    // Eight rows; returns the sums of the first, and leaves those of the others.
    private Vector512<int> Sum(ref int x, ref sbyte w, Span<Vector512<int>> sums)
    {
        var pairs = _pairs;
        Vector512<int> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector512<int> s4 = default, s5 = default, s6 = default, s7 = default;
        for (var pair = 0; pair < pairs; pair++)
        {
            ref var column = ref Unsafe.Add(ref x, pair);
            var weights = Load(ref w, pair);
            s0 = Add(s0, column, weights);
            s1 = Add(s1, Unsafe.Add(ref column, pairs), weights);
            s2 = Add(s2, Unsafe.Add(ref column, 2 * pairs), weights);
            s3 = Add(s3, Unsafe.Add(ref column, 3 * pairs), weights);
            s4 = Add(s4, Unsafe.Add(ref column, 4 * pairs), weights);
            s5 = Add(s5, Unsafe.Add(ref column, 5 * pairs), weights);
            s6 = Add(s6, Unsafe.Add(ref column, 6 * pairs), weights);
            s7 = Add(s7, Unsafe.Add(ref column, 7 * pairs), weights);
        }

        (sums[1], sums[2], sums[3], sums[4]) = (s1, s2, s3, s4);
        (sums[5], sums[6], sums[7]) = (s5, s6, s7);
        return s0;
    }

    // A pair of columns of sixteen outputs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Load(ref sbyte w, int pair) =>
        Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref w, (nuint)(pair * PairBytes)));

    // A pair of numbers of a row meets that of each output.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Add(Vector512<int> sum, int numbers, Vector512<short> weights) =>
        sum + Avx512BW.MultiplyAddAdjacent(Vector512.Create(numbers).AsInt16(), weights);
}
