using CloudMatrix.Grains;

namespace CloudMatrix.Cluster.Tests;

public sealed class NodeRangesTests
{
    [Theory]
    [InlineData("0-23,40", "0-23,40")]
    [InlineData(" 7 ", "7")]
    public void Parse_Ranges_ReadsThem(string text, string expected)
    {
        var ranges = NodeRanges.Parse(text, 48);

        Assert.Equal(expected, ranges.ToString());
        Assert.True(ranges.Contains(new(7)));
        Assert.False(ranges.Contains(new(30)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0-48")]
    [InlineData("5-3")]
    [InlineData("-3")]
    [InlineData("1-2-3")]
    [InlineData("0,,1")]
    public void Parse_SomethingElse_Throws(string text) =>
        Assert.Throws<FormatException>(() => NodeRanges.Parse(text, 48));
}
