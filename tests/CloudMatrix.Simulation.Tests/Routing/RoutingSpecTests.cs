using CloudMatrix.Model;

namespace CloudMatrix.Simulation.Tests;

public sealed class RoutingSpecTests
{
    [Theory]
    [InlineData("balanced", RoutingKind.Balanced, 0)]
    [InlineData("uniform", RoutingKind.Uniform, 0)]
    [InlineData("skewed", RoutingKind.Skewed, RoutingSpec.DefaultSkew)]
    [InlineData("skewed:0", RoutingKind.Skewed, 0)]
    [InlineData("skewed:0.25", RoutingKind.Skewed, 0.25)]
    [InlineData("skewed:3", RoutingKind.Skewed, 3)]
    public void Parse_Routing_IsReadAndWrittenTheSame(string text, RoutingKind kind, double skew)
    {
        var routing = RoutingSpec.Parse(text);

        Assert.Equal(new RoutingSpec(kind, skew), routing);
        Assert.Equal(routing, RoutingSpec.Parse(routing.ToString()));
    }

    [Fact]
    public void Parse_SkewedAlone_MeansWhatTheCallerSays() =>
        Assert.Equal(new RoutingSpec(RoutingKind.Skewed, 0.5), RoutingSpec.Parse("skewed", 0.5));

    [Theory]
    [InlineData("")]
    [InlineData("Balanced")]
    [InlineData("skewed:")]
    [InlineData("skewed:3.1")]
    [InlineData("skewed:-1")]
    [InlineData("skewed:NaN")]
    [InlineData("skewed:0,2")]
    public void Parse_NoRouting_SaysWhatToWrite(string text)
    {
        var exception = Assert.Throws<FormatException>(() => RoutingSpec.Parse(text));

        Assert.Contains("write ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("from 0 to 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Popularity_Skewed_HasTheSpreadAskedFor()
    {
        var stream = SeededStream.Derive(17, "popularity");

        var weights = new RoutingSpec(RoutingKind.Skewed, 0.5).Popularity(10_000, ref stream);
        var logs = weights.Select(Transcendentals.Log).ToList();

        // Mean and deviation of 10,000 draws are within three of their own deviations (0.005 and 0.0035).
        var mean = logs.Average();
        Assert.Equal(0, mean, 0.015);
        Assert.Equal(0.5, Math.Sqrt(logs.Average(log => (log - mean) * (log - mean))), 0.011);
    }

    [Fact]
    public void Popularity_Uniform_IsTheSameForAll()
    {
        var stream = SeededStream.Derive(17, "popularity");

        var weights = new RoutingSpec(RoutingKind.Uniform, 0).Popularity(100, ref stream);

        Assert.All(weights, weight => Assert.Equal(1, weight));
    }
}
