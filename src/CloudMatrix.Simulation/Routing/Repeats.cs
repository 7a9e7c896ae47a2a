using System.Runtime.Intrinsics;

namespace CloudMatrix.Simulation;

/// <summary>Whether a few values are all different.</summary>
internal static class Repeats
{
    /// <summary>Whether any value stands twice.</summary>
    public static bool AnyIn(ReadOnlySpan<ushort> values) =>
        values.Length == Vector128<ushort>.Count ? AnyInEight(Vector128.Create(values)) : AnyInFew(values);

    // Two of eight places on a ring are at most four apart, so four rotations compare each with each.
    private static bool AnyInEight(Vector128<ushort> values)
    {
        var one = Vector128.Shuffle(values, Vector128.Create((ushort)1, 2, 3, 4, 5, 6, 7, 0));
        var two = Vector128.Shuffle(values, Vector128.Create((ushort)2, 3, 4, 5, 6, 7, 0, 1));
        var three = Vector128.Shuffle(values, Vector128.Create((ushort)3, 4, 5, 6, 7, 0, 1, 2));
        var four = Vector128.Shuffle(values, Vector128.Create((ushort)4, 5, 6, 7, 0, 1, 2, 3));
        var equal = Vector128.Equals(values, one) | Vector128.Equals(values, two)
            | Vector128.Equals(values, three) | Vector128.Equals(values, four);
        return equal != Vector128<ushort>.Zero;
    }

    private static bool AnyInFew(ReadOnlySpan<ushort> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[..i].Contains(values[i]))
            {
                return true;
            }
        }

        return false;
    }
}
