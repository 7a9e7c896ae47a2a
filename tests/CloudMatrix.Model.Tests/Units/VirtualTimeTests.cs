namespace CloudMatrix.Model.Tests;

public sealed class VirtualTimeTests
{
    [Fact]
    public void Operators_TimeAndDuration_AreInverse()
    {
        var start = new VirtualTime(100);
        var duration = new VirtualDuration(23);

        var end = start + duration;

        Assert.Equal(new VirtualTime(123), end);
        Assert.Equal(duration, end - start);
        Assert.Equal(new VirtualDuration(-23), start - end);
    }

    [Fact]
    public void Comparison_EarlierAndLater_Orders()
    {
        var earlier = VirtualTime.Zero;
        var later = new VirtualTime(1);

        Assert.True(earlier < later && later > earlier && earlier <= later && later >= earlier);
        Assert.Equal(later, VirtualTime.Max(earlier, later));
        Assert.Equal(earlier, VirtualTime.Min(earlier, later));
        Assert.Equal([earlier, later], new[] { later, earlier }.Order());
    }

    [Fact]
    public void Addition_BeyondRange_Throws() =>
        Assert.Throws<OverflowException>(() => new VirtualTime(long.MaxValue) + new VirtualDuration(1));

    [Fact]
    public void ToString_Instant_IsTheTimeSinceTheStart() =>
        Assert.Equal("83.98 ms", new VirtualTime(83_980_000_000).ToString());
}
