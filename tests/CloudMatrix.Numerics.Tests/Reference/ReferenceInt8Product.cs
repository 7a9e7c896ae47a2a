namespace CloudMatrix.Numerics.Tests;

/// <summary>Products of 8-bit numbers, one by one in 64 bits.</summary>
internal static class ReferenceInt8Product
{
    public static long[] Run(sbyte[] rows, sbyte[] weights, int columns) =>
    [
        .. rows.Chunk(columns).SelectMany(row => weights.Chunk(columns).Select(
            weight => row.Zip(weight).Sum(pair => (long)pair.First * pair.Second))),
    ];
}
