using System.IO.Compression;
using System.Text;
using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class TraceReaderTests
{
    private const string Mooncake =
        """
        {"timestamp": 0, "input_length": 1000, "output_length": 5, "hash_ids": [0, 1]}

        {"timestamp": 27482, "input_length": 512, "output_length": 0, "hash_ids": [7], "type": "text"}
        """;

    private const string Azure =
        """
        TIMESTAMP,ContextTokens,GeneratedTokens
        2023-11-16 23:59:59.9799600,4808,10
        2023-11-17 00:00:00.0319601,3180,8

        """;

    [Fact]
    public void Read_Mooncake_HasArrivalsLengthsAndBlocks()
    {
        var trace = Read(Mooncake);

        Assert.Equal((TraceFormat.Mooncake, 512), (trace.Format, trace.BlockTokens));
        Assert.Equal(
            [(0.0, 1000, 5, "0 1"), (27_482, 512, 0, "7")],
            trace.Requests.Select(request => (
                (request.ArrivesAt - VirtualTime.Zero).TotalMilliseconds,
                request.InputTokens,
                request.OutputTokens,
                string.Join(' ', request.Blocks))));
    }

    [Fact]
    public void Read_Azure_HasArrivalsToTheTickAndLengths()
    {
        var trace = Read(Azure.Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal((TraceFormat.Azure, null), (trace.Format, trace.BlockTokens));
        Assert.Equal([0, 52_000_100_000], trace.Requests.Select(request => request.ArrivesAt.Picoseconds));
        Assert.Equal(
            [(4808, 10), (3180, 8)], trace.Requests.Select(request => (request.InputTokens, request.OutputTokens)));
        Assert.All(trace.Requests, request => Assert.Empty(request.Blocks));
    }

    [Fact]
    public void Read_ColumnsInAnotherOrderOrMore_AreFoundByName()
    {
        var trace = Read("GeneratedTokens,Id,TIMESTAMP,ContextTokens\n3,x,2023-11-16 00:00:00,9\n");

        Assert.Equal((9, 3), (trace.Requests[0].InputTokens, trace.Requests[0].OutputTokens));
    }

    [Fact]
    public void Read_OutOfOrder_IsPutInOrder()
    {
        var trace = Read(Mooncake.Replace("\"timestamp\": 0", "\"timestamp\": 30000", StringComparison.Ordinal));

        Assert.Equal([512, 1000], trace.Requests.Select(request => request.InputTokens));
    }

    [Theory]
    [InlineData(
        """{"timestamp": -1, "input_length": 9, "output_length": 1, "hash_ids": [1]}""",
        "timestamp: -1 is not")]
    [InlineData(
        """{"timestamp": 1.5, "input_length": 9, "output_length": 1, "hash_ids": [1]}""",
        "timestamp: 1.5 is not")]
    [InlineData(
        """{"timestamp": 1, "input_length": 0, "output_length": 1, "hash_ids": []}""",
        "input_length: 0 is not")]
    [InlineData("""{"timestamp": 1, "input_length": 9, "hash_ids": [1]}""", "output_length: missing")]
    [InlineData(
        """{"timestamp": 1, "input_length": 9, "output_length": "x", "hash_ids": [1]}""",
        "output_length: \"x\"")]
    [InlineData("""{"timestamp": 1, "input_length": 9, "output_length": 1}""", "hash_ids: missing")]
    [InlineData("""{"timestamp": 1, "input_length": 9, "output_length": 1, "hash_ids": [-3]}""", "hash_ids: -3 is not")]
    [InlineData(
        """{"timestamp": 1, "input_length": 513, "output_length": 1, "hash_ids": [1]}""",
        "hash_ids: 1 blocks, but")]
    [InlineData("""{"timestamp": 1, "timestamp": 2}""", "not JSON: Duplicate")]
    [InlineData("""{"timestamp": 1, """, "position 18: not JSON")]
    [InlineData("[1]", "[1] is not an object")]
    public void Read_BadMooncakeLine_NamesLineAndField(string line, string fault)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read($"{Mooncake}\n{line}\n"));

        Assert.StartsWith($"trace: line 4: {fault}", exception.Faults[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2023-11-16T18:17:03,1,2", "TIMESTAMP: '2023-11-16T18:17:03' is not a date and time")]
    [InlineData("2023-11-16 18:17:03.97996001,1,2", "TIMESTAMP: '2023-11-16 18:17:03.97996001' is not")]
    [InlineData("2024-06-16 18:17:03,1,2", "TIMESTAMP: is more than 106 days after the first request.")]
    [InlineData("2023-11-16 18:17:03,0,2", "ContextTokens: '0' is not a whole number from 1 to 2147483647.")]
    [InlineData("2023-11-16 18:17:03,1,-2", "GeneratedTokens: '-2' is not a whole number from 0 to 2147483647.")]
    [InlineData("2023-11-16 18:17:03,1", "GeneratedTokens: '' is not")]
    public void Read_BadAzureRow_NamesLineAndColumn(string row, string fault)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read($"{Azure}{row}\n"));

        Assert.StartsWith($"trace: line 4: {fault}", Assert.Single(exception.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BadLinesToSkip_LeavesThemOutAndNamesThem()
    {
        var trace = Read($"{Mooncake}\nnonsense\n{{}}\n", BadLines.Skip);

        Assert.Equal(2, trace.Requests.Length);
        Assert.Equal(5, trace.SkippedLines.Length);
        Assert.StartsWith("trace: line 4: ", trace.SkippedLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyBadLines_ShowsTheFirst()
    {
        var text = $"{Mooncake}\n{string.Concat(Enumerable.Repeat("x\n", 100))}";

        var exception = Assert.Throws<ConfigurationException>(() => Read(text));

        Assert.Equal((21, "trace: and 80 more."), (exception.Faults.Count, exception.Faults[^1]));
    }

    [Theory]
    [InlineData("", "trace: holds no request.")]
    [InlineData("\n\n", "trace: holds no request.")]
    [InlineData("TIMESTAMP,ContextTokens,GeneratedTokens\n", "trace: holds no request.")]
    [InlineData("a,b\n1,2\n", "trace: line 1: is neither a JSON object { … } (Mooncake) nor the header "
        + "TIMESTAMP,ContextTokens,GeneratedTokens (Azure).")]
    [InlineData("TIMESTAMP,ContextTokens\n", "trace: line 1: 'TIMESTAMP,ContextTokens' lacks a column of "
        + "TIMESTAMP,ContextTokens,GeneratedTokens.")]
    public void Read_NoTrace_SaysSo(string text, string fault)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read(text, BadLines.Skip));

        Assert.Equal([fault], exception.Faults);
    }

    [Fact]
    public void FromFile_Gzipped_ReadsTheSame()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            {
                packed.Write(Encoding.UTF8.GetBytes(Mooncake));
            }

            Assert.Equal(2, TraceReader.FromFile(path).Requests.Length);
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^9]);
            var exception = Assert.Throws<ConfigurationException>(() => TraceReader.FromFile(path, BadLines.Skip));
            Assert.StartsWith($"{path}: cannot be read: ", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Trace Read(string text, BadLines badLines = BadLines.Refuse) =>
        TraceReader.Read(Encoding.UTF8.GetBytes(text), "trace", badLines);
}
