namespace CloudMatrix.Numerics.Tests;

public sealed class NumberFormatTests
{
    [Fact]
    public void BFloat16Widen_EveryPattern_IsTheUpperHalf()
    {
        ushort[] source = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits), 0x3F80];
        var target = new float[source.Length];

        BFloat16.Widen(source, target);

        Assert.All(source.Index(), pair => Assert.Equal(
            (uint)pair.Item << 16, BitConverter.SingleToUInt32Bits(target[pair.Index])));
    }

    [Theory]
    [InlineData(0x3F808000u, 0x3F800000u)]
    [InlineData(0x3F818000u, 0x3F820000u)]
    [InlineData(0x3F808001u, 0x3F810000u)]
    [InlineData(0xBF807FFFu, 0xBF800000u)]
    [InlineData(0x7F7FFFFFu, 0x7F800000u)]
    [InlineData(0x7F800000u, 0x7F800000u)]
    [InlineData(0x80000000u, 0x80000000u)]
    public void BFloat16Round_Number_GoesToTheNearestEven(uint from, uint to)
    {
        float[] numbers = [BitConverter.UInt32BitsToSingle(from)];

        BFloat16.Round(numbers);

        Assert.Equal(to, BitConverter.SingleToUInt32Bits(numbers[0]));
    }

    [Fact]
    public void BFloat16Round_NotANumber_StaysSo()
    {
        float[] numbers = [BitConverter.UInt32BitsToSingle(0xFFFFFFFF)];

        BFloat16.Round(numbers);

        Assert.True(float.IsNaN(numbers[0]));
    }

    [Theory]
    [InlineData(0x00, 0)]
    [InlineData(0x01, 0.001953125)]
    [InlineData(0x07, 0.013671875)]
    [InlineData(0x08, 0.015625)]
    [InlineData(0x38, 1)]
    [InlineData(0xB9, -1.125)]
    [InlineData(0x7E, 448)]
    [InlineData(0xFE, -448)]
    [InlineData(0x7F, double.NaN)]
    [InlineData(0xFF, double.NaN)]
    public void Float8Widen_Pattern_IsItsValue(byte bits, double value)
    {
        var target = new float[1];

        Float8E4M3.Widen([bits], target);

        Assert.Equal((float)value, target[0]);
    }
}
