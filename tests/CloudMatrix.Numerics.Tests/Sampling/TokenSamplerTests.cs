namespace CloudMatrix.Numerics.Tests;

public sealed class TokenSamplerTests
{
    private static readonly float[] Logits = [MathF.Log(1), MathF.Log(4), MathF.Log(2), MathF.Log(3)];

    [Fact]
    public void Next_Greedy_TakesTheBestAndTheLowestOfEquals()
    {
        var sampler = new TokenSampler(SamplingSpec.Greedy, 0);

        Assert.Equal((1, 0), (sampler.Next(0, Logits), sampler.Next(1, [2, 2, 1])));
    }

    [Fact]
    public void Next_Temperature1_DrawsByShare()
    {
        var counts = Count(new SamplingSpec(1, 1, 7));

        Assert.All(
            (int[])[1, 4, 2, 3],
            (share, token) => Assert.InRange(counts[token], (share * 1000) - 250, (share * 1000) + 250));
    }

    [Fact]
    public void Next_TopP_LeavesTheUnlikelyOut()
    {
        // 0.4 + 0.3 reach 0.6; 0.2 and 0.1 are never drawn.
        var counts = Count(new SamplingSpec(1, 0.6, 7));

        Assert.Equal((0, 0), (counts[0], counts[2]));
        Assert.InRange(counts[1], 5400, 6000);
    }

    [Fact]
    public void Next_LowTemperature_IsNearlyGreedy() => Assert.Equal(10_000, Count(new SamplingSpec(0.01, 1, 7))[1]);

    [Fact]
    public void Next_SameSeedAndSequence_DrawsTheSame()
    {
        var spec = new SamplingSpec(1, 1, 7);

        Assert.Equal(Draw(new TokenSampler(spec, 3)), Draw(new TokenSampler(spec, 3)));
        Assert.NotEqual(Draw(new TokenSampler(spec, 3)), Draw(new TokenSampler(spec, 4)));
        Assert.NotEqual(Draw(new TokenSampler(spec, 3)), Draw(new TokenSampler(spec with { Seed = 8 }, 3)));
    }

    [Fact]
    public void Next_AnyOrderOfPositions_DrawsTheSame()
    {
        var spec = new SamplingSpec(1, 1, 7);
        var sampler = new TokenSampler(spec, 3);
        var backwards = Enumerable.Range(0, 50).Reverse().Select(position => sampler.Next(position, Logits));

        Assert.Equal(Draw(new TokenSampler(spec, 3)), backwards.Reverse());
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1.1)]
    [InlineData(1, double.NaN)]
    public void New_OutOfRange_IsRefused(double temperature, double topP) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenSampler(new SamplingSpec(temperature, topP, 0), 0));

    private static int[] Draw(TokenSampler sampler) =>
        [.. Enumerable.Range(0, 50).Select(position => sampler.Next(position, Logits))];

    private static int[] Count(SamplingSpec spec)
    {
        var sampler = new TokenSampler(spec, 0);
        var counts = new int[Logits.Length];
        for (var i = 0; i < 10_000; i++)
        {
            counts[sampler.Next(i, Logits)]++;
        }

        return counts;
    }
}
