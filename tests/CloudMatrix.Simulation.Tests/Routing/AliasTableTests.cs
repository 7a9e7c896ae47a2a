namespace CloudMatrix.Simulation.Tests;

public sealed class AliasTableTests
{
    private const int Draws = 1 << 18;

    /// <summary>
    /// Evenly spaced numbers instead of random ones: a value's share is a union of at most n + 1 intervals, and each
    /// interval's count is off by at most one.
    /// </summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(1.0, 2.0, 3.0, 4.0)]
    [InlineData(0.0, 5.0, 0.0, 1.0)]
    [InlineData(1e-9, 1e9, 3.0)]
    [InlineData(7.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0)]
    [InlineData(100.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 50.0)]
    public void Draw_EvenlySpacedNumbers_YieldsEachValueByItsWeight(params double[] weights)
    {
        var table = Build(weights);

        var counts = new int[weights.Length];
        for (var i = 0; i < Draws; i++)
        {
            counts[AliasTable.Draw(table, (uint)((ulong)i * (1UL << 32) / Draws)) - 1000]++;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            Assert.Equal(weights[i] / weights.Sum(), counts[i] / (double)Draws, (weights.Length + 1.0) / Draws);
        }
    }

    [Fact]
    public void Draw_WeightZero_NeverHappens()
    {
        var table = Build([0, 1, 0, 3]);

        var drawn = Enumerable.Range(0, Draws).Select(i => AliasTable.Draw(table, (uint)i * 16_384)).Distinct().Order();

        Assert.Equal([1001, 1003], drawn.Select(value => (int)value));
    }

    [Theory]
    [InlineData(0u, 7)]
    [InlineData(99u, 7)]
    [InlineData(100u, 9)]
    [InlineData(uint.MaxValue, 9)]
    public void At_Threshold_IsTheFirstOfTheAlias(uint fraction, int expected) =>
        Assert.Equal(expected, new AliasEntry(threshold: 100, own: 7, alias: 9).At(fraction));

    private static AliasEntry[] Build(double[] weights)
    {
        var table = new AliasEntry[weights.Length];
        AliasTable.Build(weights, [.. Enumerable.Range(1000, weights.Length).Select(value => (ushort)value)], table);
        return table;
    }
}
