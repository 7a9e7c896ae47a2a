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

    [Fact]
    public void Next_Tokens_IsTheDigestOfPrefixAndTokens()
    {
        // Of sixteen bytes 0 and the words 1, 2, 3, least significant byte first.
        var digest = System.Security.Cryptography.SHA256.HashData(
            [.. new byte[16], 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0]);

        Assert.Equal(
            Convert.ToHexStringLower(digest.AsSpan(0, 16)), KvBlockKey.Root(default).Next([1, 2, 3]).ToString());
    }

    [Fact]
    public void Next_OtherPrefixOrNamespace_IsAnotherKey()
    {
        var root = KvBlockKey.Root(default);
        KvBlockKey[] keys =
        [
            root.Next([1, 2]),
            root.Next([1]).Next([2]),
            root.Next([2]).Next([1]),
            KvBlockKey.Root(new NamespaceId(1)).Next([1, 2]),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(root.Next([1, 2]), root.Next([1, 2]));
    }
}
