using System.Runtime.InteropServices;
using CloudMatrix.Model;

namespace CloudMatrix.Numerics.Tests;

public sealed class Int8ProductTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 2, 3, 5 }, { 1, 4, 15 }, { 3, 5, 16 }, { 5, 16, 16 }, { 1, 7, 17 }, { 4, 4, 31 }, { 4, 9, 32 },
        { 7, 6, 33 }, { 2, 16, 40 }, { 9, 16, 96 }, { 33, 8, 63 }, { 70, 12, 64 }, { 3, 5, 7168 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Run_AnyShapeAndPath_IsTheExactSum(int rows, int outputs, int columns)
    {
        var (x, w) = (Numbers(rows * columns, 1), Numbers(outputs * columns, 2));
        var expected = ReferenceInt8Product.Run(x, w, columns);

        Assert.Equal(expected, Run(x, w, columns, Int8Product.Run));
        Assert.Equal(expected, Run(x, w, columns, Int8Product.Run<PortableTile>));
        if (Avx2Tile.IsSupported && columns >= Avx2Tile.Group)
        {
            Assert.Equal(expected, Run(x, w, columns, Int8Product.Run<Avx2Tile>));
        }

        if (Int8Panels.AreFaster(columns))
        {
            Assert.Equal(expected, Run(x, w, columns, (packed, weights, sums) =>
                new Int8Panels(weights, packed.Columns).Multiply(packed, sums)));
        }

        if (Avx512Tile.IsSupported && columns >= Avx512Tile.Group)
        {
            Assert.Equal(expected, Run(x, w, columns, Int8Product.Run<Avx512Tile>));
        }
    }

    [Theory]
    [InlineData(sbyte.MaxValue, sbyte.MaxValue)]
    [InlineData(sbyte.MinValue, sbyte.MinValue)]
    [InlineData(sbyte.MinValue, sbyte.MaxValue)]
    public void Run_LargestNumbers_DoNotSaturate(sbyte number, sbyte weight)
    {
        const int columns = 18_432;
        var (x, w) = (Filled(number, columns), Filled(weight, 4 * columns));

        Assert.Equal(ReferenceInt8Product.Run(x, w, columns), Run(x, w, columns, Int8Product.Run));
    }

    [Fact]
    public void Run_ResultOfAnotherShape_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Int8Product.Run(new Int8Rows(new byte[2 * 12], 8), new sbyte[4 * 8], new int[7]));

    private delegate void Product(Int8Rows rows, ReadOnlySpan<sbyte> weights, Span<int> sums);

    private static long[] Run(sbyte[] rows, sbyte[] weights, int columns, Product product)
    {
        var packed = rows.Chunk(columns)
            .SelectMany(row => MemoryMarshal.AsBytes(row.AsSpan()).ToArray().Concat(new byte[Int8Rows.ScaleBytes]));
        var sums = new int[rows.Length / columns * (weights.Length / columns)];
        product(new Int8Rows([.. packed], columns), weights, sums);
        return [.. sums.Select(sum => (long)sum)];
    }

    private static sbyte[] Filled(sbyte number, int count) => [.. Enumerable.Repeat(number, count)];

    private static sbyte[] Numbers(int count, int purpose)
    {
        var stream = SeededStream.Derive(7, "int8", purpose, count);
        return [.. Enumerable.Range(0, count).Select(_ => (sbyte)(stream.NextBelow(256) - 128))];
    }
}
