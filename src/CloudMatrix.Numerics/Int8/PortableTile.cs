using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>One product at a time: runs everywhere, and is what rows shorter than a group take.</summary>
internal readonly struct PortableTile : IInt8Tile
{
    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static int Group => 1;

    /// <inheritdoc/>
    public static int Rows => 1;

    /// <inheritdoc/>
    public static Vector128<int> SumRow(ref short x, ref sbyte w, Int8Shape shape)
    {
        var (s0, s1, s2, s3) = (0, 0, 0, 0);
        var columns = shape.Columns;
        for (var k = 0; k < columns; k++)
        {
            int number = Unsafe.Add(ref x, k);
            s0 += number * Unsafe.Add(ref w, k);
            s1 += number * Unsafe.Add(ref w, k + columns);
            s2 += number * Unsafe.Add(ref w, k + (2 * columns));
            s3 += number * Unsafe.Add(ref w, k + (3 * columns));
        }

        return Vector128.Create(s0, s1, s2, s3);
    }

    /// <inheritdoc/>
    public static void Sum(ref short x, ref sbyte w, Int8Shape shape, Span<Vector128<int>> sums) =>
        sums[0] = SumRow(ref x, ref w, shape);
}
