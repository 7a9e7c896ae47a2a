using CloudMatrix.Model;
using Microsoft.Extensions.Configuration;

namespace CloudMatrix.Hosting.Tests;

public sealed class HttpSpecReaderTests : IDisposable
{
    private const string Secret = "a-secret-of-some-length";

    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Read_NoSection_OpensNothing() => Assert.Null(HttpSpecReader.Read(new ConfigurationBuilder().Build()));

    [Fact]
    public void Read_PortAlone_ListensAtLoopbackWithoutAKey()
    {
        var http = Read(("Port", "8384"))!;

        Assert.Equal("127.0.0.1:8384", http.EndPoint.ToString());
        Assert.Null(http.Key);
        Assert.Equal("System.Runtime", Assert.Single(http.Meters));
    }

    [Fact]
    public void Read_EverythingWrong_NamesAllFaults()
    {
        var faults = FaultsOf(("Port", "99999"), ("Address", "1.2"), ("Key", Secret), ("Colour", "red"));

        Assert.Equal(4, faults.Count);
        Assert.Contains("Http:Colour: unknown key", faults[0], StringComparison.Ordinal);
        Assert.Contains("Http:Address: '1.2'", faults[1], StringComparison.Ordinal);
        Assert.Contains("Http:Port: '99999'", faults[2], StringComparison.Ordinal);
        Assert.Contains("Http:Key: ", faults[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.7")]
    public void Read_BeyondLoopbackWithoutAKey_IsRefused(string address)
    {
        var fault = Assert.Single(FaultsOf(("Port", "0"), ("Address", address)));

        Assert.Contains("Http:Key: missing", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KeyInAFile_FitsItAlone()
    {
        File.WriteAllText(_file, Secret + "\n");

        var key = Read(("Port", "0"), ("Address", "0.0.0.0"), ("Key", "file:" + _file))!.Key!;

        Assert.True(key.Fits(Secret));
        Assert.False(key.Fits(Secret + "x"));
        Assert.False(key.Fits(""));
    }

    [Fact]
    public void Read_KeyOfAVariableThatIsNotSet_NamesTheVariable() =>
        Assert.Contains(
            "'CLOUDMATRIX_NO_SUCH_KEY' is not set",
            Assert.Single(FaultsOf(("Port", "0"), ("Key", "env:CLOUDMATRIX_NO_SUCH_KEY"))),
            StringComparison.Ordinal);

    [Fact]
    public void Read_KeyThatIsMissingShortOrWrittenOut_IsNeverRepeated()
    {
        const string shortSecret = "0123456789";
        File.WriteAllText(_file, shortSecret);

        var faults = FaultsOf(("Port", "0"), ("Key", "file:" + _file))
            .Concat(FaultsOf(("Port", "0"), ("Key", "file:" + _file + ".gone")))
            .Concat(FaultsOf(("Port", "0"), ("Key", Secret)))
            .ToList();

        Assert.Equal(3, faults.Count);
        Assert.All(faults, fault => Assert.DoesNotContain(shortSecret, fault, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Key_Printed_DoesNotShow() =>
        Assert.DoesNotContain(Secret, new HttpKey(Secret).ToString(), StringComparison.Ordinal);

    public void Dispose() => File.Delete(_file);

    private static HttpSpec? Read(params IEnumerable<(string Key, string Value)> settings) =>
        HttpSpecReader.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => $"Http:{pair.Key}", pair => (string?)pair.Value))
            .Build());

    private static IReadOnlyList<string> FaultsOf(params IEnumerable<(string Key, string Value)> settings) =>
        Assert.Throws<ConfigurationException>(() => Read(settings)).Faults;
}
