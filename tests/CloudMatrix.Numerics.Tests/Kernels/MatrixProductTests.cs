namespace CloudMatrix.Numerics.Tests;

public sealed class MatrixProductTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 4, 8)]
    [InlineData(2, 3, 7)]
    [InlineData(2, 4, 9)]
    [InlineData(3, 9, 40)]
    [InlineData(5, 6, 100)]
    [InlineData(8, 17, 131)]
    public void Run_AnyShape_IsTheScalarSumToTheBit(int rows, int outputs, int columns)
    {
        var (x, w) = (Seeded.Numbers(rows * columns, "x"), Seeded.Numbers(outputs * columns, "w"));
        var result = new float[rows * outputs];

        MatrixProduct.Run(x, new ArrayMatrix(w, columns), result);

        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < outputs; j++)
            {
                var expected = ReferenceLanes.Dot(
                    x.AsSpan(i * columns, columns), w.AsSpan(j * columns, columns));
                Assert.Equal(
                    BitConverter.SingleToUInt32Bits(expected),
                    BitConverter.SingleToUInt32Bits(result[(i * outputs) + j]));
            }
        }
    }

    [Fact]
    public void Run_SomeOutputs_AreTheSameAsAmongAll()
    {
        const int columns = 50;
        var x = Seeded.Numbers(3 * columns, "x");
        var weights = new ArrayMatrix(Seeded.Numbers(11 * columns, "w"), columns);
        var (all, some) = (new float[3 * 11], new float[3 * 5]);

        MatrixProduct.Run(x, weights, all);
        MatrixProduct.Run(x, weights, 2..7, some);

        Assert.Equal(Enumerable.Range(0, 3).SelectMany(row => all[((row * 11) + 2)..((row * 11) + 7)]), some);
    }

    [Fact]
    public void Run_ResultOfAnotherShape_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => MatrixProduct.Run(new float[8], new ArrayMatrix(new float[8], 4), new float[3]));
}
