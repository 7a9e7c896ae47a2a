namespace CloudMatrix.Numerics.Tests;

public sealed class LanesTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 42), 127, 128, 7168];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Dot_AnyLength_IsTheScalarSumToTheBit(int length)
    {
        var (left, right) = (Seeded.Numbers(length, "left"), Seeded.Numbers(length, "right"));

        Assert.Equal(Bits(ReferenceLanes.Dot(left, right)), Bits(Lanes.Dot(left, right)));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Sum_AnyLength_IsTheScalarSumToTheBit(int length)
    {
        var numbers = Seeded.Numbers(length, "sum");

        Assert.Equal(Bits(ReferenceLanes.Sum(numbers)), Bits(Lanes.Sum(numbers)));
    }

    [Fact]
    public void Dot_NegativeZeros_AreNoMatter()
    {
        float[] zeros = [-0f, -0f, -0f];

        Assert.Equal(Bits(ReferenceLanes.Dot(zeros, [1, 1, 1])), Bits(Lanes.Dot(zeros, [1, 1, 1])));
    }

    [Fact]
    public void Dot_SeededNumbers_DependsOnTheOrder()
    {
        var (left, right) = (Seeded.Numbers(512, "left"), Seeded.Numbers(512, "right"));

        var inOrder = left.Zip(right).Aggregate(0f, (sum, pair) => sum + (pair.First * pair.Second));

        Assert.NotEqual(inOrder, Lanes.Dot(left, right));
    }

    private static uint Bits(float number) => BitConverter.SingleToUInt32Bits(number);
}
