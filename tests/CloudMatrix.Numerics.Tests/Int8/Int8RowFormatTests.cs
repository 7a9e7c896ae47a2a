namespace CloudMatrix.Numerics.Tests;

public sealed class Int8RowFormatTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(96)]
    [InlineData(101)]
    public void Pack_AnyWidth_RoundsToTheNearestOfEachRowsScale(int width)
    {
        var rows = Seeded.Numbers(3 * width, "rows");

        var packed = Pack(rows, new Int8RowFormat(width, InputTransform.None, null));

        for (var row = 0; row < 3; row++)
        {
            var own = rows.AsSpan(row * width, width).ToArray();
            var scale = own.Max(Math.Abs) / 127;
            var got = new Int8Rows(packed, width);
            Assert.Equal(scale, got.ScaleOf(row));
            Assert.Equal(
                own.Select(number => (sbyte)MathF.Round(number * (1 / scale), MidpointRounding.ToEven)),
                got[row].ToArray());
            Assert.Contains(got[row].ToArray(), number => Math.Abs((int)number) == 127);
        }
    }

    [Fact]
    public void Pack_FixedScale_ClipsWhatIsLarger()
    {
        var packed = Pack([0.5f, -3, 200, -200], new Int8RowFormat(4, InputTransform.None, 1));

        Assert.Equal([0, -3, 127, -127], new Int8Rows(packed, 4)[0].ToArray());
    }

    [Fact]
    public void Pack_Zeros_StayZeros()
    {
        var packed = Pack(new float[20], new Int8RowFormat(20, InputTransform.None, null));

        Assert.All(new Int8Rows(packed, 20)[0].ToArray(), number => Assert.Equal(0, number));
        Assert.Equal(1, new Int8Rows(packed, 20).ScaleOf(0));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Pack_NotFinite_IsNotFiniteAfterwards(float number)
    {
        var rows = new float[20];
        rows[3] = number;

        var packed = Pack(rows, new Int8RowFormat(20, InputTransform.None, null));

        Assert.False(float.IsFinite(new Int8Rows(packed, 20).ScaleOf(0)));
    }

    private static byte[] Pack(float[] rows, Int8RowFormat format)
    {
        var packed = new byte[rows.Length / (format.RowBytes - Int8Rows.ScaleBytes) * format.RowBytes];
        format.Pack(rows, packed);
        return packed;
    }
}
