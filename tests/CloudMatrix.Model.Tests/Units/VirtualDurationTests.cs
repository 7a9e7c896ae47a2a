using FsCheck.Fluent;

namespace CloudMatrix.Model.Tests;

public sealed class VirtualDurationTests
{
    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.1, 1)]
    [InlineData(1.0, 1)]
    [InlineData(1.000001, 2)]
    [InlineData(9.0e18, 9_000_000_000_000_000_000)]
    public void RoundUpToPicoseconds_Fraction_RoundsUp(double picoseconds, long expected) =>
        Assert.Equal(expected, VirtualDuration.RoundUpToPicoseconds(picoseconds).Picoseconds);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.001)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(9.3e18)]
    public void RoundUpToPicoseconds_NoDuration_Throws(double picoseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => VirtualDuration.RoundUpToPicoseconds(picoseconds));

    [Fact]
    public void Factories_EachUnit_AgreeWithPicoseconds()
    {
        Assert.Equal(1_500, VirtualDuration.FromNanoseconds(1.5).Picoseconds);
        Assert.Equal(1_500_000, VirtualDuration.FromMicroseconds(1.5).Picoseconds);
        Assert.Equal(1_500_000_000, VirtualDuration.FromMilliseconds(1.5).Picoseconds);
        Assert.Equal(1_500_000_000_000, VirtualDuration.FromSeconds(1.5).Picoseconds);
    }

    [Fact]
    public void Totals_EachUnit_AgreeWithPicoseconds()
    {
        var duration = new VirtualDuration(83_980_000_000);

        Assert.Equal(83_980, duration.TotalMicroseconds);
        Assert.Equal(83.98, duration.TotalMilliseconds);
        Assert.Equal(0.08398, duration.TotalSeconds);
    }

    [Fact]
    public void Operators_TwoDurations_AddSubtractMultiplyAndCompare()
    {
        var shorter = new VirtualDuration(3);
        var longer = new VirtualDuration(5);

        Assert.Equal(new VirtualDuration(8), shorter + longer);
        Assert.Equal(new VirtualDuration(-2), shorter - longer);
        Assert.Equal(new VirtualDuration(12), shorter * 4);
        Assert.Equal(shorter * 4, 4 * shorter);
        Assert.True(shorter < longer && longer > shorter && shorter <= longer && longer >= shorter);
        Assert.Equal(longer, VirtualDuration.Max(shorter, longer));
        Assert.Equal(shorter, VirtualDuration.Min(shorter, longer));
        Assert.Equal(-1, shorter.CompareTo(longer));
    }

    [Fact]
    public void Addition_BeyondRange_Throws() =>
        Assert.Throws<OverflowException>(() => new VirtualDuration(long.MaxValue) + new VirtualDuration(1));

    [Theory]
    [InlineData(0, "0 ps")]
    [InlineData(999, "999 ps")]
    [InlineData(1_900_000, "1.9 us")]
    [InlineData(83_980_000_000, "83.98 ms")]
    [InlineData(-1_500, "-1.5 ns")]
    [InlineData(2_000_000_000_000, "2 s")]
    public void ToString_Picoseconds_ChoosesTheLargestUnit(long picoseconds, string expected) =>
        Assert.Equal(expected, new VirtualDuration(picoseconds).ToString());

    [Fact]
    public void Sum_AnyOrder_IsTheSame() => Property.Holds(
        Gen.Choose(0, int.MaxValue).Select(value => (long)value * 1_000).ArrayOf(20),
        values =>
        {
            var durations = values.Select(value => new VirtualDuration(value)).ToList();
            var forward = durations.Aggregate((sum, duration) => sum + duration);
            durations.Reverse();
            var backward = durations.Aggregate((sum, duration) => sum + duration);

            Assert.Equal(forward, backward);
        });
}
