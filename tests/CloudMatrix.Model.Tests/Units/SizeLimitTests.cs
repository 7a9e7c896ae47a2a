namespace CloudMatrix.Model.Tests;

public sealed class SizeLimitTests
{
    [Theory]
    [InlineData("infinite")]
    [InlineData("2 TB")]
    [InlineData("0 B")]
    public void ToString_Read_IsTheSame(string text)
    {
        Assert.True(SizeLimit.TryParse(text, out var limit, out var fault));

        Assert.Null(fault);
        Assert.Equal(text, limit.ToString());
        Assert.Equal(text == "infinite", limit == SizeLimit.Infinite);
    }

    [Theory]
    [InlineData("much")]
    [InlineData("5")]
    [InlineData("-1 GB")]
    [InlineData("Infinite")]
    public void TryParse_SomethingElse_SaysWhy(string text)
    {
        Assert.False(SizeLimit.TryParse(text, out _, out var fault));

        Assert.Contains($"'{text}'", fault, StringComparison.Ordinal);
    }
}
