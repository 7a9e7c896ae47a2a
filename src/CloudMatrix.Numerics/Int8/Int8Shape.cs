using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CloudMatrix.Numerics;

/// <summary>How rows stand in memory for a product of 8-bit numbers.</summary>
/// <param name="Columns">Numbers of a row of w; at least a group.</param>
/// <param name="Stride">Numbers from one row of x to the next: whole groups.</param>
/// <remarks>
/// <code>
/// w  [outputs, columns]  bytes, as a checkpoint has them
/// x  [rows, stride]      16-bit numbers: the whole groups of a row, then one group for the rest, if there is a rest
/// </code>
/// The group for the rest meets the last weights of a row, as many as a group has; those that were met before meet
/// zeros. So nothing is read beyond a row of weights, and none is copied.
/// </remarks>
internal readonly record struct Int8Shape(int Columns, int Stride)
{
    /// <summary>The shape of rows of so many numbers, so many of which are multiplied at once.</summary>
    public static Int8Shape Of(int columns, int group) => new(columns, (columns + group - 1) / group * group);

    /// <summary>Lays out a row of x.</summary>
    /// <param name="row">[columns].</param>
    /// <param name="target">[stride].</param>
    /// <param name="group">Numbers that are multiplied at once.</param>
    public void Widen(ReadOnlySpan<sbyte> row, Span<short> target, int group)
    {
        ref var from = ref MemoryMarshal.GetReference(row);
        ref var to = ref MemoryMarshal.GetReference(target[..row.Length]);
        var whole = row.Length & ~(Vector128<sbyte>.Count - 1);
        for (var k = 0; k < whole; k += Vector128<sbyte>.Count)
        {
            var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)k));
            lower.StoreUnsafe(ref to, (nuint)k);
            upper.StoreUnsafe(ref to, (nuint)(k + Vector128<short>.Count));
        }

        for (var k = whole; k < row.Length; k++)
        {
            target[k] = row[k];
        }

        var rest = Columns - Stride + group;
        if (rest < group)
        {
            var last = target[^group..];
            last.Clear();
            for (var k = 0; k < rest; k++)
            {
                last[group - rest + k] = row[Columns - rest + k];
            }
        }
    }
}
