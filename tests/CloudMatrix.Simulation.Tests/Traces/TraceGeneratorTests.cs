using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class TraceGeneratorTests
{
    [Theory]
    [InlineData(TraceFormat.Mooncake)]
    [InlineData(TraceFormat.Azure)]
    public void Generate_WrittenAndRead_IsTheSame(TraceFormat format)
    {
        var trace = TraceGenerator.Generate(new TraceOptions { Requests = 300, Format = format });
        using var written = new MemoryStream();

        TraceWriter.Write(written, trace);

        var read = TraceReader.Read(written.ToArray(), "trace", BadLines.Refuse);
        Assert.Equal(trace.Format, read.Format);
        Assert.Equal(trace.Requests.Select(Shown), read.Requests.Select(Shown));
    }

    [Fact]
    public void Generate_SameSeed_IsTheSameAndAnotherIsNot()
    {
        var options = new TraceOptions { Requests = 50 };

        var trace = TraceGenerator.Generate(options).Requests.Select(Shown).ToList();

        Assert.Equal(trace, TraceGenerator.Generate(options).Requests.Select(Shown));
        Assert.NotEqual(trace, TraceGenerator.Generate(options with { Seed = 2 }).Requests.Select(Shown));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.4)]
    [InlineData(0.7)]
    public void Generate_PrefixShare_IsWhatAnInfiniteCacheHits(double share)
    {
        var trace = TraceGenerator.Generate(new TraceOptions
        {
            Requests = 3_000,
            InputTokens = new LengthSpec(8_000, 0.8),
            PrefixShare = share,
        });

        Assert.Equal(share, TraceReport.Of(trace).Sharing!.BlockHitRate, 0.03);
    }

    [Fact]
    public void Generate_Blocks_NameWholePrefixes()
    {
        var trace = TraceGenerator.Generate(new TraceOptions { Requests = 500, PrefixShare = 0.6 });
        var before = new Dictionary<long, long>();

        foreach (var request in trace.Requests)
        {
            for (var block = 1; block < request.Blocks.Length; block++)
            {
                before.TryAdd(request.Blocks[block], request.Blocks[block - 1]);
                Assert.Equal(before[request.Blocks[block]], request.Blocks[block - 1]);
            }
        }
    }

    [Theory]
    [InlineData("poisson", 1)]
    [InlineData("bursty:0.5", 0.5)]
    [InlineData("bursty:3", 3)]
    public void Generate_Arrivals_HaveRateAndSpread(string kind, double cv)
    {
        var trace = TraceGenerator.Generate(new TraceOptions
        {
            Requests = 40_000,
            Rate = 4,
            Arrivals = ArrivalSpec.Parse(kind),
            PrefixShare = 0,
        });

        var arrivals = trace.Requests.Select(request => request.ArrivesAt).ToList();
        var gaps = arrivals.Zip(arrivals.Skip(1), (one, next) => (next - one).TotalSeconds).ToList();
        var mean = gaps.Average();
        Assert.Equal(0.25, mean, 0.25 * 0.05);
        Assert.Equal(cv, Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean, 0.05 * cv);
    }

    [Fact]
    public void Generate_Lengths_HaveMeanAndSpread()
    {
        var trace = TraceGenerator.Generate(new TraceOptions
        {
            Requests = 40_000,
            InputTokens = new LengthSpec(4_096, 0.5),
            OutputTokens = new LengthSpec(256, 0),
        });

        var lengths = trace.Requests.Select(request => (double)request.InputTokens).ToList();
        var mean = lengths.Average();
        Assert.Equal(4_096, mean, 4_096 * 0.02);
        Assert.Equal(0.5, Math.Sqrt(lengths.Average(length => Math.Pow(length - mean, 2))) / mean, 0.02);
        Assert.All(trace.Requests, request => Assert.Equal(256, request.OutputTokens));
    }

    [Fact]
    public void Generate_LengthsFromATrace_TakesPairs()
    {
        var model = TraceGenerator.Generate(new TraceOptions { Requests = 10 });
        var pairs = model.Requests.Select(request => (request.InputTokens, request.OutputTokens)).ToHashSet();

        var trace = TraceGenerator.Generate(new TraceOptions { Requests = 100, LengthsFrom = model });

        Assert.All(trace.Requests, request => Assert.Contains((request.InputTokens, request.OutputTokens), pairs));
    }

    [Fact]
    public void Check_OutOfRange_NamesAllFaults()
    {
        var options = new TraceOptions { Requests = 0, Rate = double.NaN, PrefixShare = 1 };

        var exception = Assert.Throws<ConfigurationException>(() => TraceGenerator.Check(options));

        Assert.Equal(["requests", "rate", "prefix-share"], exception.Faults.Select(fault => fault.Split(':')[0]));
    }

    [Theory]
    [InlineData("bursty:0")]
    [InlineData("bursty:NaN")]
    [InlineData("uniform")]
    public void Parse_NoArrivals_Throws(string text) =>
        Assert.Throws<FormatException>(() => ArrivalSpec.Parse(text));

    [Theory]
    [InlineData("0")]
    [InlineData("10:11")]
    [InlineData("10:1:1")]
    [InlineData("ten")]
    public void Parse_NoLength_Throws(string text) => Assert.Throws<FormatException>(() => LengthSpec.Parse(text));

    [Theory]
    [InlineData("poisson")]
    [InlineData("bursty:2.5")]
    public void ToString_Arrivals_ParseAgain(string text) => Assert.Equal(text, ArrivalSpec.Parse(text).ToString());

    private static string Shown(TraceRequest request) =>
        $"{request.ArrivesAt} {request.InputTokens} {request.OutputTokens} {string.Join(' ', request.Blocks)}";
}
