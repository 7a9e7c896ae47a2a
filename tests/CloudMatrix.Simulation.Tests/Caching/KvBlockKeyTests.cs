using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class KvBlockKeyTests
{
    [Fact]
    public void ToString_Parsed_IsTheSame()
    {
        var key = new KvBlockKey(0x0123_4567_89ab_cdef, 42);

        Assert.Equal("0123456789abcdef000000000000002a", key.ToString());
        Assert.Equal(key, KvBlockKey.Parse(key.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("0123456789abcdef000000000000002g")]
    [InlineData("+123456789abcdef000000000000002a")]
    public void Parse_SomethingElse_Throws(string text) =>
        Assert.Throws<FormatException>(() => KvBlockKey.Parse(text));

    [Theory]
    [InlineData(0UL, 0)]
    [InlineData(ulong.MaxValue, 191)]
    [InlineData(1UL << 63, 96)]
    public void OwnerAmong_Hash_IsTheCpuOfItsRange(ulong high, int cpu) =>
        Assert.Equal(new CpuId(cpu), new KvBlockKey(high, 0).OwnerAmong(192));
}
