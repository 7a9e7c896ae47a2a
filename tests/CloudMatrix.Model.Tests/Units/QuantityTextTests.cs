using FsCheck.Fluent;

namespace CloudMatrix.Model.Tests;

public sealed class QuantityTextTests
{
    [Theory]
    [InlineData("196 GB/s", 196e9)]
    [InlineData("1.6 TB/s", 1.6e12)]
    [InlineData("200 Gbps", 25e9)]
    [InlineData("3.2 Tbps", 400e9)]
    [InlineData("1 GiB/s", 1_073_741_824.0)]
    [InlineData(" 28GB/s ", 28e9)]
    public void TryParse_Bandwidth_Reads(string text, double expected)
    {
        Assert.True(QuantityText.TryParse(text, out BytesPerSecond value, out var fault), fault);
        Assert.Equal(expected, value.Value);
    }

    [Theory]
    [InlineData("1.9 us", 1_900_000)]
    [InlineData("1.9 µs", 1_900_000)]
    [InlineData("1.9 μs", 1_900_000)]
    [InlineData("0 us", 0)]
    [InlineData("0.6 ms", 600_000_000)]
    [InlineData("5 s", 5_000_000_000_000)]
    [InlineData("2.5 ns", 2_500)]
    [InlineData("0.1 ps", 1)]
    public void TryParse_Duration_Reads(string text, long expectedPicoseconds)
    {
        Assert.True(QuantityText.TryParse(text, out VirtualDuration value, out var fault), fault);
        Assert.Equal(expectedPicoseconds, value.Picoseconds);
    }

    [Theory]
    [InlineData("64 GB", 64_000_000_000)]
    [InlineData("64 GiB", 68_719_476_736)]
    [InlineData("512 B", 512)]
    [InlineData("7.5 KiB", 7_680)]
    public void TryParse_Size_Reads(string text, long expected)
    {
        Assert.True(QuantityText.TryParse(text, out Bytes value, out var fault), fault);
        Assert.Equal(expected, value.Count);
    }

    [Theory]
    [InlineData("376 TFLOPS", 376e12)]
    [InlineData("752 TOPS", 752e12)]
    public void TryParse_Arithmetic_Reads(string text, double expected)
    {
        Assert.True(QuantityText.TryParse(text, out OperationsPerSecond value, out var fault), fault);
        Assert.Equal(expected, value.Value);
    }

    [Theory]
    [InlineData("196", "'196' has no unit; write e.g. \"196 GB/s\"")]
    [InlineData("196 GB", "'196 GB' is a size, not a bandwidth; write e.g. \"196 GB/s\"")]
    [InlineData("196 us", "'196 us' is a duration, not a bandwidth; write e.g. \"196 GB/s\"")]
    [InlineData("-1 GB/s", "'-1 GB/s' is negative; write e.g. \"196 GB/s\"")]
    [InlineData("0 GB/s", "'0 GB/s' is zero; it must be above 0, e.g. \"196 GB/s\"")]
    [InlineData("NaN GB/s", "'NaN GB/s' is not a bandwidth; write a number and a unit, e.g. \"196 GB/s\"")]
    [InlineData("1,5 GB/s", "'1,5 GB/s' is not a bandwidth; write a number and a unit, e.g. \"196 GB/s\"")]
    [InlineData("", "'' is not a bandwidth; write a number and a unit, e.g. \"196 GB/s\"")]
    [InlineData("1.2.3 GB/s", "'1.2.3 GB/s' is not a bandwidth; write a number and a unit, e.g. \"196 GB/s\"")]
    [InlineData("196 gb/s", "'196 gb/s' has an unknown unit 'gb/s'; known are B/s, KB/s, MB/s, GB/s, TB/s, ")]
    [InlineData("99999999999 TB/s", "'99999999999 TB/s' is too large; at most 9223372.036854775807 TB/s")]
    public void TryParse_NoBandwidth_SaysWhatToWrite(string text, string expectedStart)
    {
        Assert.False(QuantityText.TryParse(text, out BytesPerSecond _, out var fault));
        Assert.StartsWith(expectedStart, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_FractionOfAByte_IsRefused()
    {
        Assert.False(QuantityText.TryParse("1.0001 KB", out Bytes _, out var fault));
        Assert.Equal("'1.0001 KB' is not a whole number of bytes", fault);
    }

    [Fact]
    public void Duration_WrittenAndRead_IsTheSame() => Property.Holds(WholeNumbers, picoseconds =>
    {
        var duration = new VirtualDuration(picoseconds);

        Assert.True(QuantityText.TryParse(duration.ToString(), out VirtualDuration read, out var fault), fault);
        Assert.Equal(duration, read);
    });

    [Fact]
    public void Size_WrittenAndRead_IsTheSame() => Property.Holds(WholeNumbers, count =>
    {
        var bytes = new Bytes(count);

        Assert.True(QuantityText.TryParse(bytes.ToString(), out Bytes read, out var fault), fault);
        Assert.Equal(bytes, read);
    });

    [Fact]
    public void Bandwidth_WrittenAndRead_IsTheSame() => Property.Holds(WholeNumbers, numerator =>
    {
        // Sevenths need every digit that a double has.
        var bandwidth = new BytesPerSecond((numerator + 1) / 7.0);

        Assert.True(QuantityText.TryParse(bandwidth.ToString(), out BytesPerSecond read, out var fault), fault);
        Assert.Equal(bandwidth, read);
    });

    [Fact]
    public void Arithmetic_WrittenAndRead_IsTheSame() => Property.Holds(WholeNumbers, numerator =>
    {
        var rate = new OperationsPerSecond((numerator + 1) / 7.0);

        Assert.True(QuantityText.TryParse(rate.ToString(), out OperationsPerSecond read, out var fault), fault);
        Assert.Equal(rate, read);
    });

    // Of every length, so that every unit is met.
    private static FsCheck.Gen<long> WholeNumbers =>
        Gen.Choose(0, 62).SelectMany(bits => Gen.Choose(0, int.MaxValue).Select(value =>
            (long)(((ulong)value * 0x9E3779B97F4A7C15) >> (64 - bits - 1)) >> 1));
}
