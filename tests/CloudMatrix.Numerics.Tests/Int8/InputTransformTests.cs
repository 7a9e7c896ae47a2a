namespace CloudMatrix.Numerics.Tests;

public sealed class InputTransformTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(12, 4)]
    [InlineData(96, 32)]
    [InlineData(64, 64)]
    public void LargestBlock_Width_IsItsPowerOfTwo(int width, int block) =>
        Assert.Equal(block, InputTransform.LargestBlock(width));

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(32)]
    public void Apply_RowAndWeights_LeavesTheirProduct(int block)
    {
        var (x, w) = (Seeded.Numbers(96, "x"), Seeded.Numbers(96, "w"));
        float[] scales = [.. Enumerable.Range(1, 96).Select(i => i / 10f)];
        var transform = new InputTransform(scales, block);
        var (exact, size) = (Product(x, w), Product(x, x) * Product(w, w));

        transform.Apply(x);
        transform.ApplyInverse(w);

        Assert.InRange(Math.Abs(Product(x, w) - exact), 0, 1e-6 * Math.Sqrt(size));
    }

    [Fact]
    public void Apply_OneLoudChannel_IsSharedOut()
    {
        var row = new float[32];
        row[5] = 64;

        new InputTransform(null, 32).Apply(row);

        Assert.All(row, number => Assert.Equal(64 / Math.Sqrt(32), Math.Abs(number), 1e-4));
    }

    private static double Product(float[] left, float[] right) =>
        left.Zip(right).Sum(pair => (double)pair.First * pair.Second);
}
