namespace CloudMatrix.Model.Tests;

public sealed class BytesTests
{
    [Fact]
    public void Factories_DecimalAndBinary_AreDistinct()
    {
        Assert.Equal(64_000, Bytes.FromKB(64).Count);
        Assert.Equal(65_536, Bytes.FromKiB(64).Count);
        Assert.Equal(64_000_000_000, Bytes.FromGB(64).Count);
        Assert.Equal(68_719_476_736, Bytes.FromGiB(64).Count);
    }

    [Fact]
    public void Operators_TwoAmounts_AddSubtractMultiplyAndCompare()
    {
        var row = Bytes.FromKiB(7);
        var scale = new Bytes(512);

        Assert.Equal(new Bytes(7_680), row + scale);
        Assert.Equal(new Bytes(6_656), row - scale);
        Assert.Equal(new Bytes(14_336), row * 2);
        Assert.Equal(row * 2, 2 * row);
        Assert.True(scale < row && row > scale && scale <= row && row >= scale);
        Assert.Equal([scale, row], new[] { row, scale }.Order());
    }

    [Fact]
    public void Multiplication_BeyondRange_Throws() =>
        Assert.Throws<OverflowException>(() => Bytes.FromGB(9_000_000_000) * 2);

    [Fact]
    public void TimeFor_BytesAtABandwidth_RoundsUp()
    {
        Assert.Equal(VirtualDuration.FromMicroseconds(1), new BytesPerSecond(196e9).TimeFor(new Bytes(196_000)));
        Assert.Equal(new VirtualDuration(334), new BytesPerSecond(3e9).TimeFor(new Bytes(1)));
        Assert.Equal(VirtualDuration.Zero, new BytesPerSecond(1).TimeFor(Bytes.Zero));
    }

    [Fact]
    public void TimeFor_NoBandwidth_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => default(BytesPerSecond).TimeFor(new Bytes(1)));

    [Fact]
    public void TimeFor_OperationsAtARate_RoundsUp()
    {
        Assert.Equal(VirtualDuration.FromMicroseconds(1), new OperationsPerSecond(376e12).TimeFor(376e6));
        Assert.Equal(new VirtualDuration(1), new OperationsPerSecond(376e12).TimeFor(1));
    }
}
