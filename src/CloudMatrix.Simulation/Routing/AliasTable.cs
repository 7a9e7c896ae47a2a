using System.Runtime.CompilerServices;

namespace CloudMatrix.Simulation;

/// <summary>
/// Draws an index with given weights from one 32-bit random number in constant time (Walker 1977, built as Vose 1991).
/// </summary>
internal static class AliasTable
{
    /// <summary>
    /// Fills <paramref name="table"/> so that <see cref="Draw"/> yields index i as often as its weight says.
    /// </summary>
    /// <param name="weights">Weights [n], none negative, their sum above 0.</param>
    /// <param name="values">What index i stands for [n].</param>
    /// <param name="table">The table to fill [n].</param>
    public static void Build(ReadOnlySpan<double> weights, ReadOnlySpan<ushort> values, Span<AliasEntry> table)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        // Scaled to a mean of 1: a column of height 1 keeps what fits and borrows the rest from one other index.
        var height = new double[weights.Length];
        var below = new Stack<int>();
        var above = new Stack<int>();
        for (var i = 0; i < weights.Length; i++)
        {
            height[i] = weights[i] * weights.Length / total;
            (height[i] < 1 ? below : above).Push(i);
        }

        while (below.Count > 0 && above.Count > 0)
        {
            var small = below.Pop();
            var large = above.Pop();
            table[small] = new AliasEntry((uint)(height[small] * uint.MaxValue), values[small], values[large]);
            height[large] -= 1 - height[small];
            (height[large] < 1 ? below : above).Push(large);
        }

        foreach (var full in below.Concat(above))
        {
            table[full] = new AliasEntry(uint.MaxValue, values[full], values[full]);
        }
    }

    /// <summary>The value that 32 random bits choose.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort Draw(ReadOnlySpan<AliasEntry> table, uint random)
    {
        // The product's high word is the column, its low word an independent fraction within the column.
        var product = (ulong)random * (uint)table.Length;
        return table[(int)(product >> 32)].At((uint)product);
    }
}
