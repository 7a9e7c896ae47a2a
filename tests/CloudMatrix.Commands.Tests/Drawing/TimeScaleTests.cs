using CloudMatrix.Model;

namespace CloudMatrix.Commands.Tests;

public sealed class TimeScaleTests
{
    [Theory]
    [InlineData(82_342_833_587, 10_000_000_000, 9)]
    [InlineData(1_859_000_000, 200_000_000, 10)]
    [InlineData(1_000_000_000, 100_000_000, 11)]
    [InlineData(3, 1, 4)]
    public void Ticks_AnyLength_AreRoundAndFew(long lengthPs, long stepPs, int count)
    {
        var scale = new TimeScale(VirtualTime.Zero, new VirtualTime(lengthPs), Left: 0, Width: 100);

        var ticks = scale.Ticks().ToList();

        Assert.Equal(Enumerable.Range(0, count).Select(index => new VirtualDuration(index * stepPs)), ticks);
    }

    [Theory]
    [InlineData(0, 50)]
    [InlineData(150, 100)]
    [InlineData(999, 150)]
    public void X_AnyInstant_StaysInsideThePanel(long ps, double x)
    {
        var scale = new TimeScale(new VirtualTime(100), new VirtualTime(200), Left: 50, Width: 100);

        Assert.Equal(x, scale.X(new VirtualTime(ps)));
    }
}
