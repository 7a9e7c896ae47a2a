namespace CloudMatrix.Numerics.Tests;

/// <summary>Weights in an array.</summary>
internal sealed class ArrayMatrix(float[] numbers, int columns) : IWeightMatrix
{
    public int Rows => numbers.Length / columns;

    public int Columns => columns;

    public ReadOnlySpan<float> Read(Range rows, Span<float> scratch)
    {
        var (first, count) = rows.GetOffsetAndLength(Rows);
        return numbers.AsSpan(first * columns, count * columns);
    }
}
