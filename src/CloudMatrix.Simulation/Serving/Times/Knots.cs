using System.Collections.Immutable;
using System.Numerics;

namespace CloudMatrix.Simulation;

/// <summary>Values of one axis at which a function is computed; between two it is a straight line.</summary>
/// <param name="values">Ascending, two or more.</param>
internal sealed class Knots(ImmutableArray<long> values)
{
    private const int PerOctave = 4;

    /// <summary>How many.</summary>
    public int Count => values.Length;

    /// <summary>The value of a knot.</summary>
    public long this[int knot] => values[knot];

    /// <summary>Knots from 0, ever farther apart: all whole numbers to 4, then four for each doubling.</summary>
    /// <param name="last">The last is this or just above.</param>
    public static ImmutableArray<long> Octaves(long last)
    {
        var values = ImmutableArray.CreateBuilder<long>();
        for (var value = 0L; values.Count == 0 || values[^1] < last; value += Math.Max(1, Octave(value) / PerOctave))
        {
            values.Add(value);
        }

        return values.ToImmutable();
    }

    /// <summary>The knot at or below a value, never the last, and how far the value is to the next.</summary>
    /// <param name="value">From the first knot to the last.</param>
    /// <returns>The knot, and a fraction from 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is beyond the knots.</exception>
    public (int Knot, double Fraction) Locate(long value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, values[0]);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, values[^1]);
        var found = values.AsSpan().BinarySearch(value);
        var knot = Math.Min(found < 0 ? ~found - 1 : found, values.Length - 2);
        return (knot, (double)(value - values[knot]) / (values[knot + 1] - values[knot]));
    }

    private static long Octave(long value) => value == 0 ? 0 : 1L << BitOperations.Log2((ulong)value);
}
