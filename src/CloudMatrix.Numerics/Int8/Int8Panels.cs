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

    // As 16-bit numbers in pairs, these many short rows stay in a first-level cache.
    private const int RowsPerBlock = 64;

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
        var wide = ArrayPool<int>.Shared.Rent(RowsPerBlock * _pairs);
        for (var first = 0; first < rows.Count; first += RowsPerBlock)
        {
            var count = Math.Min(RowsPerBlock, rows.Count - first);
            for (var row = 0; row < count; row++)
            {
                Widen(rows[first + row], MemoryMarshal.Cast<int, short>(wide.AsSpan(row * _pairs, _pairs)));
            }

            RunBlock(wide.AsSpan(0, count * _pairs), sums.Slice(first * _outputs, count * _outputs));
        }

        ArrayPool<int>.Shared.Return(wide);
    }

    private void Widen(ReadOnlySpan<sbyte> row, Span<short> target)
    {
        target[^1] = 0;
        new Int8Shape(_columns, _columns).Widen(row, target[.._columns], group: 1);
    }

    private void RunBlock(Span<int> wide, Span<int> sums)
    {
        var rows = wide.Length / _pairs;
        Span<int> panel = stackalloc int[RowsPerTile * PanelOutputs];
        for (var first = 0; first < _outputs; first += PanelOutputs)
        {
            // The last panel may be wider than what is left of a row.
            var width = Math.Min(PanelOutputs, _outputs - first);
            ref var w = ref _panels[first / PanelOutputs * _pairs * PairBytes];
            for (var i = 0; i < rows;)
            {
                var count = i + RowsPerTile <= rows ? RowsPerTile : 1;
                var isWhole = width == PanelOutputs;
                ref var y = ref isWhole ? ref sums[(i * _outputs) + first] : ref panel[0];
                Run(count, ref wide[i * _pairs], ref w, new Target(ref y, isWhole ? _outputs : PanelOutputs));
                for (var row = 0; row < count && !isWhole; row++)
                {
                    panel.Slice(row * PanelOutputs, width).CopyTo(sums[(((i + row) * _outputs) + first)..]);
                }

                i += count;
            }
        }
    }

    private void Run(int count, ref int x, ref sbyte w, Target target)
    {
        if (count == RowsPerTile)
        {
            SumTile(ref x, ref w, target);
        }
        else
        {
            SumRow(ref x, ref w, target);
        }
    }

    private void SumRow(ref int x, ref sbyte w, Target target)
    {
        var sum = Vector512<int>.Zero;
        for (nuint pair = 0; pair < (nuint)_pairs; pair++)
        {
            sum = Add(sum, Unsafe.Add(ref x, pair), Load(ref w, pair));
        }

        target.Store(0, sum);
    }

    // Eight rows; calls nothing and keeps its sums in locals: so they stay in registers.
    private void SumTile(ref int x, ref sbyte w, Target target)
    {
        var pairs = (nuint)_pairs;
        var (three, five) = (3 * pairs, 5 * pairs);
        Vector512<int> s0 = default, s1 = default, s2 = default, s3 = default;
        Vector512<int> s4 = default, s5 = default, s6 = default, s7 = default;
        for (nuint pair = 0; pair < pairs; pair++)
        {
            ref var column = ref Unsafe.Add(ref x, pair);
            ref var lower = ref Unsafe.Add(ref column, 2 * pairs);
            var weights = Load(ref w, pair);
            s0 = Add(s0, column, weights);
            s1 = Add(s1, Unsafe.Add(ref column, pairs), weights);
            s2 = Add(s2, lower, weights);
            s3 = Add(s3, Unsafe.Add(ref lower, pairs), weights);
            s4 = Add(s4, Unsafe.Add(ref lower, 2 * pairs), weights);
            s5 = Add(s5, Unsafe.Add(ref lower, three), weights);
            s6 = Add(s6, Unsafe.Add(ref lower, 4 * pairs), weights);
            s7 = Add(s7, Unsafe.Add(ref lower, five), weights);
        }

        target.Store(0, s0);
        target.Store(1, s1);
        target.Store(2, s2);
        target.Store(3, s3);
        target.Store(4, s4);
        target.Store(5, s5);
        target.Store(6, s6);
        target.Store(7, s7);
    }

    // A pair of columns of sixteen outputs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Load(ref sbyte w, nuint pair) =>
        Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref w, pair * PairBytes));

    // A pair of numbers of a row meets that of each output.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Add(Vector512<int> sum, int numbers, Vector512<short> weights) =>
        sum + Avx512BW.MultiplyAddAdjacent(Vector512.Create(numbers).AsInt16(), weights);

    // Where the sums of rows go: so far from one row to the next.
    private readonly ref struct Target(ref int first, int stride)
    {
        private readonly ref int _first = ref first;
        private readonly nuint _stride = (nuint)stride;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(nuint row, Vector512<int> sums) => sums.StoreUnsafe(ref _first, row * _stride);
    }
}
